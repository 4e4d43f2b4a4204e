namespace Atrium.Law.Tests.Helpdesk.Centre;

/// <summary>A template says what its user may see, once, and as text.</summary>
public sealed class Templates(TicketScene desk) : IClassFixture<TicketScene>
{
    [Fact]
    public async Task Names_are_filled_in_escaped_and_not_looked_at_again()
    {
        await desk.Database.ExecuteAsync(
            "update public.users set full_name = 'Mara <script> {{org.name}}' where id = $1", desk["customer"]);

        Assert.Equal("Mara, Mara &lt;script&gt; {{org.name}}, Printer on fire, Acme, Alpha", await RenderAsync(
            "agent", "{{customer.first_name}}, {{ customer.name }}, {{ticket.title}}, {{company.name}}, {{org.name}}",
            "mine"));
    }

    [Theory]
    [InlineData("{{ticket.contract_value}}")]
    [InlineData("{{customer.email}}")]
    [InlineData("{{ 7 * 7 }}")]
    [InlineData("{{agent}}")]
    [InlineData("{{custom.Order; drop}}")]
    public async Task A_name_that_is_none_is_not_kept(string content) =>
        Assert.Equal("ATVAL", await desk.As("agent").RefusalAsync(
            "insert into public.response_templates (title, content) values ('x', $1)", content));

    [Fact]
    public async Task What_has_no_value_is_said_and_has_its_word_for_nothing()
    {
        Assert.Equal("Dear there", await RenderAsync("agent", "Dear {{customer.first_name|there}}", "free"));
        Assert.Equal("Dear [customer.first_name]", await RenderAsync("agent", "Dear {{customer.first_name}}", "free"));
    }

    [Fact]
    public async Task A_template_shows_no_ticket_and_no_field_that_row_security_hides()
    {
        await desk.Database.ExecuteAsync(
            """
            insert into public.custom_field_definitions (agency_id, key, label, field_type, for_staff)
            values ($1, 'margin', 'Margin', 'text', true) on conflict do nothing
            """,
            desk["a"]);
        await desk.As("agent").ExecuteAsync(
            "select public.set_ticket_fields($1, '{\"margin\": \"secret\"}')", desk["ours"]);

        Assert.Equal("[custom.margin]", await RenderAsync("agent", "{{custom.margin}}", "ours"));
        Assert.Null(await RenderAsync("agent", "{{ticket.title}}", "theirs"));
        Assert.Null(await RenderAsync("finance", "{{ticket.title}}", "mine"));
        Assert.Null(await RenderAsync("owner", "{{ticket.title}}", "far"));
    }

    [Fact]
    public async Task Twenty_uses_at_once_are_twenty_uses()
    {
        var template = await desk.As("agent").ScalarAsync<Guid>(
            "insert into public.response_templates (title, content) values ('Counted', 'Hello') returning id");

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => desk.As("agent").ExecuteAsync(
            "select public.use_template($1, $2)", template, desk["mine"])));

        Assert.Equal(20, await desk.As("agent").ScalarAsync<int>(
            "select usage_count from public.response_templates where id = $1", template));
    }

    async Task<string?> RenderAsync(string person, string content, string ticket)
    {
        var template = await desk.As(person).ScalarAsync<Guid>(
            "insert into public.response_templates (title, content) values ('x', $1) returning id", content);
        var refusal = await desk.As(person).RefusalAsync(
            "select public.render_template($1, $2)", template, desk[ticket]);
        Assert.Contains(refusal, (string?[])[null, "ATNOF"]);
        return refusal is null
            ? await desk.As(person).ScalarAsync<string>(
                "select content from public.render_template($1, $2)", template, desk[ticket])
            : null;
    }
}
