namespace Atrium.Law.Tests.Helpdesk.Centre;

/// <summary>Values fit their fields whoever writes them; tags are renamed and merged everywhere at once.</summary>
public sealed class FieldsAndTags(TicketScene desk) : IClassFixture<TicketScene>, IAsyncLifetime
{
    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => await desk.Database.ExecuteAsync(
        """
        insert into public.custom_field_definitions (agency_id, key, label, field_type, options, pattern, for_staff,
          editable_by_customer)
        select $1, f.key, f.key, f.kind, f.options::text[], f.pattern, f.key = 'margin', f.key = 'order_no'
        from (values ('words', 'text', '{}', null), ('amount', 'number', '{}', null), ('paid', 'bool', '{}', null),
          ('day', 'date', '{}', null), ('color', 'select', '{red,blue}', null),
          ('sizes', 'multiselect', '{s,m,l}', null), ('helper', 'user', '{}', null), ('link', 'url', '{}', null),
          ('order_no', 'regex', '{}', '[A-Z]{2}-\d+'), ('margin', 'number', '{}', null)) f (key, kind, options, pattern)
        on conflict do nothing
        """,
        desk["a"]);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("words", "\"some\"", null)]
    [InlineData("words", "7", "ATVAL")]
    [InlineData("words", "\"\"", "ATVAL")]
    [InlineData("amount", "7.5", null)]
    [InlineData("amount", "\"7\"", "ATVAL")]
    [InlineData("paid", "true", null)]
    [InlineData("paid", "\"yes\"", "ATVAL")]
    [InlineData("day", "\"2028-02-29\"", null)]
    [InlineData("day", "\"2027-02-29\"", "ATVAL")]
    [InlineData("color", "\"red\"", null)]
    [InlineData("color", "\"green\"", "ATVAL")]
    [InlineData("sizes", "[\"s\", \"l\"]", null)]
    [InlineData("sizes", "[\"s\", \"xl\"]", "ATVAL")]
    [InlineData("sizes", "\"s\"", "ATVAL")]
    [InlineData("helper", "\"{agent}\"", null)]
    [InlineData("helper", "\"{customer}\"", "ATVAL")]
    [InlineData("helper", "\"{stranger}\"", "ATVAL")]
    [InlineData("link", "\"https://example.com/a\"", null)]
    [InlineData("link", "\"javascript:alert(1)\"", "ATVAL")]
    [InlineData("order_no", "\"AB-17\"", null)]
    [InlineData("order_no", "\"xAB-17x\"", "ATVAL")]
    [InlineData("unknown", "1", "ATVAL")]
    public async Task A_value_fits_its_field(string key, string value, string? refusal)
    {
        var fields = desk.Filled($$"""{"{{key}}": {{value}}}""");

        Assert.Equal(refusal, await desk.As("agent").RefusalAsync(
            "select public.set_ticket_fields($1, $2::jsonb)", desk["mine"], fields));
        Assert.Equal(refusal, await desk.As("agent").RefusalAsync(
            "update public.tickets set custom = custom || $2::jsonb where id = $1", desk["mine"], fields));
    }

    [Fact]
    public async Task What_is_for_staff_stands_where_no_contact_user_reads()
    {
        await desk.As("agent").ExecuteAsync(
            "select public.set_ticket_fields($1, '{\"margin\": 12.5, \"order_no\": \"AB-1\"}')", desk["mine"]);

        Assert.False(await desk.Database.ScalarAsync<bool>(
            "select custom ? 'margin' from public.tickets where id = $1", desk["mine"]));
        Assert.Equal("ATVAL", await desk.As("agent").RefusalAsync(
            "update public.tickets set custom = custom || '{\"margin\": 1}' where id = $1", desk["mine"]));
        Assert.Equal(0, await desk.As("customer").ScalarAsync<long>(
            "select count(*) from public.ticket_staff_fields"));
        Assert.Equal("ATVAL", await desk.As("customer").RefusalAsync(
            "select public.set_ticket_fields($1, '{\"margin\": 1}')", desk["mine"]));
        Assert.Null(await desk.As("customer").RefusalAsync(
            "select public.set_ticket_fields($1, '{\"order_no\": \"CD-2\"}')", desk["mine"]));
        Assert.Equal("ATNOM", await desk.As("customer").RefusalAsync(
            "select public.set_ticket_fields($1, '{\"paid\": false}')", desk["mine"]));
    }

    [Fact]
    public async Task Fields_that_are_required_are_demanded_at_their_time()
    {
        await desk.Database.ExecuteAsync(
            """
            insert into public.custom_field_definitions (agency_id, key, label, field_type, required_on_create,
              required_on_resolve)
            values ($1, 'site', 'Site', 'text', false, true)
            """,
            desk["a"]);

        Assert.Equal("ATVAL", await desk.As("agent").RefusalAsync("select public.resolve_ticket($1)", desk["free"]));
        await desk.As("agent").ExecuteAsync(
            "select public.set_ticket_fields($1, '{\"site\": \"Bonn\"}')", desk["free"]);
        Assert.Null(await desk.As("agent").RefusalAsync("select public.resolve_ticket($1)", desk["free"]));
        await desk.Database.ExecuteAsync(
            "update public.custom_field_definitions set required_on_create = true where key = 'site'");
        Assert.Equal("ATVAL", await desk.As("agent").RefusalAsync(
            "insert into public.tickets (client_id, title) values ($1, 'x')", desk["a1"]));
        Assert.Null(await desk.As("agent").RefusalAsync(
            "insert into public.tickets (client_id, title, custom) values ($1, 'x', '{\"site\": \"Bonn\"}')",
            desk["a1"]));
        await desk.Database.ExecuteAsync("delete from public.custom_field_definitions where key = 'site'");
    }

    [Fact]
    public async Task None_of_two_fields_set_at_once_twenty_times_is_lost()
    {
        string[] keys = ["words", "amount"];

        await Task.WhenAll(Enumerable.Range(0, 20).Select(number => desk.As("agent").ExecuteAsync(
            "select public.set_ticket_fields($1, $2::jsonb)", desk["ours"],
            number % 2 == 0 ? "{\"words\": \"kept\"}" : "{\"amount\": 3}")));

        Assert.True(await desk.Database.ScalarAsync<bool>(
            "select custom ?& $2 from public.tickets where id = $1", desk["ours"], keys));
    }

    [Fact]
    public async Task Tags_are_gathered_renamed_and_merged_on_every_ticket_of_the_agency_only()
    {
        await desk.Database.ExecuteAsync("update public.tickets set tags = '{angry}' where id in ($1, $2)",
            desk["mine"], desk["far"]);
        await desk.Database.ExecuteAsync("update public.tickets set tags = '{cross,vip}' where id = $1", desk["ours"]);
        const string Tag = "(select id from public.ticket_tags where name = '{0}')";

        Assert.Equal(1, await desk.As("admin").ScalarAsync<int>(
            $"select public.rename_tag({Named("angry")}, 'upset')"));
        Assert.Equal(1, await desk.As("admin").ScalarAsync<int>(
            $"select public.merge_tags({Named("cross")}, {Named("upset")})"));

        Assert.Equal("upset|upset,vip|angry", await desk.Database.ScalarAsync<string>(
            """
            select string_agg(array_to_string(tags, ','), '|' order by u.place) from public.tickets t
            join unnest(array[$1, $2, $3]) with ordinality u (id, place) on u.id = t.id
            """,
            desk["mine"], desk["ours"], desk["far"]));
        Assert.Equal("ATSTA", await desk.As("admin").RefusalAsync(
            $"select public.rename_tag({Named("vip")}, 'UPSET')"));

        string Named(string name) => Tag.Replace("{0}", name, StringComparison.Ordinal);
    }
}
