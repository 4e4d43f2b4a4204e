namespace Atrium.Law.Tests.Helpdesk;

/// <summary>
/// The document "Supabase Database Migration Plan" (AutoCRM), its sections 2, 3 and 8, and the defects found by running
/// it: what it promises of teams, tickets, messages and their audit.
/// </summary>
public sealed class Seed004Tickets(DeskDatabase desk) : IClassFixture<DeskDatabase>
{
    [Theory]
    [InlineData("teams", "id, name, description, metadata, created_at, updated_at")]
    [InlineData("team_members", "team_id, user_id, role, joined_at")]
    [InlineData("tickets", "id, title, description, status, priority, requester_id, assigned_agent_id,"
        + " assigned_team_id, metadata, tags, created_at, updated_at, resolved_at, closed_at")]
    [InlineData("messages", "id, ticket_id, sender_id, message_type, content, metadata, created_at, updated_at")]
    public async Task Tables_have_the_documents_columns(string table, string columns) =>
        Assert.Null(await desk.As("owner").RefusalAsync($"select {columns} from public.{table}"));

    [Theory]
    [InlineData("ticket_status", "new open pending resolved closed")]
    [InlineData("ticket_priority", "low medium high urgent")]
    [InlineData("message_type", "customer agent system ai")]
    public async Task Closed_sets_are_the_documents(string domain, string values)
    {
        foreach (var value in values.Split(' '))
        {
            Assert.Equal(value, await desk.Database.ScalarAsync<string>($"select '{value}'::public.{domain}"));
        }

        Assert.Equal("23514", await desk.Database.As("authenticated").RefusalAsync($"select 'other'::public.{domain}"));
    }

    [Theory]
    [InlineData("teams", "name")]
    [InlineData("tickets", "title")]
    [InlineData("messages", "content")]
    public async Task Updated_at_moves(string table, string column)
    {
        await desk.As("agent").ExecuteAsync(
            "insert into public.messages (ticket_id, content, is_internal) values ($1, 'x', true)", desk["mine"]);

        await desk.Database.ExecuteAsync($"update public.{table} set {column} = {column} || '.'");

        Assert.True(await desk.Database.ScalarAsync<bool>(
            $"select bool_and(updated_at > created_at) from public.{table}"));
    }

    [Fact]
    public async Task Every_change_leaves_one_entry_with_key_actor_and_difference()
    {
        await desk.As("account").ExecuteAsync(
            "insert into public.team_members (team_id, user_id) values ($1, $2)", desk["team1"], desk["pm"]);
        await desk.As("account").ExecuteAsync(
            "delete from public.team_members where team_id = $1 and user_id = $2", desk["team1"], desk["pm"]);
        await desk.As("agent").ExecuteAsync(
            "update public.tickets set title = 'Audited' where id = $1", desk["mine"]);
        await desk.As("agent").ExecuteAsync(
            "update public.tickets set title = 'Audited' where id = $1", desk["mine"]);

        Assert.Equal("delete,insert", await LogAsync("team_members", "account"));
        Assert.True(await desk.Database.ScalarAsync<bool>(
            """
            select count(*) = 1 and bool_and(action = 'update' and changed_columns = '{title,version}'
              and new_values ->> 'title' = 'Audited' and agency_id = $2)
            from public.audit_logs where table_name = 'tickets' and actor_id = $1 and 'title' = any (changed_columns)
            """,
            desk["agent"], desk["a"]));
    }

    [Fact]
    public async Task Bodies_of_messages_are_not_copied_into_the_log()
    {
        await desk.As("agent").ExecuteAsync(
            "insert into public.messages (ticket_id, content) values ($1, 'confidential')", desk["ours"]);

        Assert.False(await desk.Database.ScalarAsync<bool>(
            "select exists (select from public.audit_logs l where l::text like '%confidential%')"));
    }

    [Fact]
    public async Task Resolved_and_closed_are_dated_and_a_reopened_ticket_is_neither()
    {
        var ticket = await desk.MakeTicketAsync("Dated");

        await desk.As("pm").ExecuteAsync("select public.resolve_ticket($1)", ticket);
        await desk.As("pm").ExecuteAsync("select public.close_ticket($1)", ticket);
        Assert.True(await desk.Database.ScalarAsync<bool>(
            "select closed_at > resolved_at from public.tickets where id = $1", ticket));

        await desk.As("customer").ExecuteAsync("select public.reopen_ticket($1, 'Not at all')", ticket);
        Assert.True(await desk.Database.ScalarAsync<bool>(
            """
            select resolved_at is null and closed_at is null and reopened_count = 1 and status = 'open'
            from public.tickets where id = $1
            """,
            ticket));
    }

    [Fact]
    public async Task Somebody_with_a_history_can_be_deleted_and_a_team_with_tickets_too()
    {
        var person = await desk.Database.ScalarAsync<Guid>("select tests.create_user('gone@alpha.test')");
        await desk.Database.ExecuteAsync("select tests.add_member($1, $2, 'agent')", desk["a"], person);
        var team = await desk.Database.ScalarAsync<Guid>(
            "insert into public.teams (agency_id, name) values ($1, 'Gone') returning id", desk["a"]);
        var ticket = await desk.Database.As(person, desk["a"]).ScalarAsync<Guid>(
            """
            insert into public.tickets (client_id, title, assigned_agent_id, assigned_team_id)
            values ($1, 'Left behind', $2, $3) returning id
            """,
            desk["a1"], person, team);
        await desk.Database.As(person, desk["a"]).ExecuteAsync(
            "insert into public.messages (ticket_id, content) values ($1, 'bye')", ticket);

        await desk.Database.ExecuteAsync("delete from auth.users where id = $1", person);
        await desk.As("admin").ExecuteAsync("delete from public.teams where id = $1", team);

        Assert.True(await desk.Database.ScalarAsync<bool>(
            """
            select t.assigned_agent_id is null and t.assigned_team_id is null and t.created_by = $2
              and m.sender_id is null from public.tickets t join public.messages m on m.ticket_id = t.id
            where t.id = $1
            """,
            ticket, person));
    }

    Task<string?> LogAsync(string table, string person) => desk.Database.ScalarAsync<string>(
        """
        select string_agg(action, ',' order by action) from public.audit_logs
        where table_name = $1 and actor_id = $2
        """,
        table, desk[person]);
}
