namespace Atrium.Law.Tests.Helpdesk.Centre;

/// <summary>Who may what with templates, macros, views, tags, fields and ratings; everybody else is refused.</summary>
public sealed class ToolMatrix(TicketScene desk) : IClassFixture<TicketScene>, IAsyncLifetime
{
    const string Staff = "owner admin leadership finance pm account creative agent member writer";
    const string Heads = "owner admin leadership";
    const string Readers = $"{Heads} pm account creative agent";

    public static TheoryData<string, string> Rows => new()
    {
        { "select from public.response_templates where title = 'Own'", "owner admin agent" },
        { "select from public.response_templates where title = 'Teams'", "owner admin account agent" },
        { "select from public.response_templates where title = 'All'", Staff },
        { New("response_templates", "title, content", "'x', 'x'"), $"{Staff} stranger" },
        { New("response_templates", "title, content, visibility", "'x', 'x', 'shared'"), $"{Heads} stranger" },
        {
            New("response_templates", "title, content, visibility, team_id", "'x', 'x', 'team', '{team1}'"),
            $"{Heads} account"
        },
        { "update public.response_templates set title = 'x' where title = 'Own'", "agent" },
        { "update public.response_templates set title = 'x' where title = 'Teams'", "owner admin account" },
        { "update public.response_templates set title = 'x' where title = 'All'", Heads },
        { "update public.response_templates set visibility = 'shared' where title = 'Own'", "" },
        { "update public.response_templates set usage_count = 9 where title = 'All'", "" },
        { "delete from public.response_templates where title = 'Own'", "agent" },
        { $"select public.render_template({Template}, '{{mine}}')", Readers },
        { $"select public.use_template({Template}, '{{far}}')", "" },
        { "select from public.macros where name = 'Own'", "owner admin agent" },
        { "select from public.macros where name = 'All'", Staff },
        { New("macros", "name, actions", """'x', '[{"do": "follow"}]'"""), $"{Staff} stranger" },
        { New("macros", "name, actions, visibility", """'x', '[{"do": "follow"}]', 'shared'"""), $"{Heads} stranger" },
        { "update public.macros set name = 'x' where name = 'All'", Heads },
        { "delete from public.macros where name = 'Own'", "agent" },
        { "select from public.saved_views where name = 'All open'", $"{Staff} stranger" },
        { New("saved_views", "name", "'x'"), $"{Staff} stranger" },
        { New("saved_views", "name, visibility", "'x', 'shared'"), $"{Heads} stranger" },
        { "delete from public.saved_views where name = 'All open'", $"{Heads} stranger" },
        { "select from public.view_tickets()", $"{Readers} stranger" },
        { "select from public.count_views()", $"{Staff} stranger" },
        { "select from public.ticket_tags where name = 'vip'", Staff },
        { New("ticket_tags", "name", "'x'"), $"{Heads} pm account agent stranger" },
        { "update public.ticket_tags set color = '#ffffff' where name = 'vip'", Heads },
        { "update public.ticket_tags set name = 'x' where name = 'vip'", "" },
        { "select public.rename_tag((select id from public.ticket_tags where name = 'vip'), 'gold')", Heads },
        { "select from public.custom_field_definitions where key = 'shown'", $"{Staff} customer" },
        { "select from public.custom_field_definitions where key = 'hidden'", Staff },
        { New("custom_field_definitions", "key, label, field_type", "'x', 'x', 'text'"), $"{Heads} stranger" },
        { "delete from public.custom_field_definitions where key = 'shown'", "owner admin" },
        { """select public.set_ticket_fields('{mine}', '{"shown": "x"}')""", Readers },
        { """select public.set_ticket_fields('{mine}', '{"own": "x"}')""", $"{Readers} customer" },
        { "select from public.ticket_staff_fields where ticket_id = '{mine}'", Readers },
        { "update public.ticket_staff_fields set custom = '{}'", "" },
        { "select from public.csat_ratings where ticket_id = '{mine}'", $"{Readers} customer" },
        { "update public.csat_ratings set rating = 5, rated_at = now()", "" },
        { "select public.rate_ticket('{mine}', 5)", "customer" },
        { "select from public.send_csat()", "" },
    };

    static string Template => "(select id from public.response_templates where title = 'All')";

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => await desk.Database.ExecuteAsync(
        """
        with agency as (select agency_id as id, user_id as agent from public.memberships where user_id = $1),
        templates as (
          insert into public.response_templates (agency_id, title, content, visibility, team_id, author_id)
          select a.id, t.title, 'Hello', t.reach, case t.reach when 'team' then $2::uuid end, a.agent
          from agency a, (values ('Own', 'personal'), ('Teams', 'team'), ('All', 'shared')) t (title, reach)
          where not exists (select from public.response_templates) returning 1),
        macros as (
          insert into public.macros (agency_id, name, actions, visibility, author_id)
          select a.id, t.title, '[{"do": "follow"}]', t.reach, a.agent
          from agency a, (values ('Own', 'personal'), ('All', 'shared')) t (title, reach)
          where not exists (select from public.macros) returning 1),
        tags as (
          insert into public.ticket_tags (agency_id, name) select id, 'vip' from agency
          on conflict do nothing returning 1),
        fields as (
          insert into public.custom_field_definitions (agency_id, key, label, field_type, for_staff,
            editable_by_customer)
          select a.id, f.key, f.key, 'text', f.key = 'hidden', f.key = 'own'
          from agency a, (values ('shown'), ('hidden'), ('own')) f (key) on conflict do nothing returning 1),
        resolved as (update public.tickets set status = 'resolved' where id = $3 returning client_id, id)
        select count(*) from templates, macros, tags, fields, resolved
        """,
        desk["agent"], desk["team1"], desk["mine"]);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Who_may_can_and_nobody_else(string attempt, string allowed)
    {
        await desk.Database.ExecuteAsync(
            """
            insert into public.ticket_staff_fields (client_id, ticket_id, custom)
            select client_id, id, '{"hidden": "x"}' from public.tickets where id = $1 on conflict do nothing
            """,
            desk["mine"]);

        Assert.Equal(allowed.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(),
            (await desk.WhoMayAsync(attempt)).Order());
    }

    static string New(string table, string columns, string values) =>
        $"insert into public.{table} ({columns}) values ({values})";
}
