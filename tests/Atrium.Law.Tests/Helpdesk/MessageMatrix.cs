namespace Atrium.Law.Tests.Helpdesk;

/// <summary>Who reads, writes and takes back what is said in tickets, and where notes stay.</summary>
public sealed class MessageMatrix(DeskDatabase desk) : IClassFixture<DeskDatabase>, IAsyncLifetime
{
    const string SeeAll = "owner admin leadership pm account";

    public static TheoryData<string, string> Rows => new()
    {
        { "select from public.messages where content = 'note'", $"{SeeAll} agent creative finance" },
        { "select from public.messages where content = 'answer'", $"{SeeAll} agent creative finance customer boss" },
        { "select from public.messages where content = 'question'", $"{SeeAll} agent creative finance customer boss" },
        { "select from public.messages where content = 'elsewhere'", "stranger" },
        {
            "insert into public.messages (ticket_id, content) values ('{mine}', 'x')",
            $"{SeeAll} agent creative finance customer boss"
        },
        {
            "insert into public.messages (ticket_id, content, is_internal) values ('{far}', 'x', true)", "stranger"
        },
        { "insert into public.messages (ticket_id, content, message_type) values ('{mine}', 'x', 'system')", "" },
        { "insert into public.messages (ticket_id, content, sender_id) values ('{mine}', 'x', '{owner}')", "" },
        { "update public.messages set content = 'y' where content = 'note'", "agent" },
        { "update public.messages set content = 'y' where content = 'answer'", "" },
        { "update public.messages set is_internal = false where content = 'note'", "" },
        { "delete from public.messages where content = 'note'", "agent" },
        { "delete from public.messages where content = 'answer'", "" },
        {
            "select public.redact_message(id, 'x') from public.messages where content = 'answer'", "owner admin"
        },
        { "select public.reply_to_ticket('{mine}', 'x')", $"{SeeAll} agent creative finance customer boss" },
        {
            "select public.reply_to_ticket('{mine}', 'x', then_status => 'resolved')",
            $"{SeeAll} agent creative finance"
        },
    };

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        if (await desk.Database.ScalarAsync<long>("select count(*) from public.messages") > 0)
        {
            return;
        }

        await desk.As("customer").ExecuteAsync(desk.Filled(
            "insert into public.messages (ticket_id, content) values ('{mine}', 'question')"));
        await desk.As("agent").ExecuteAsync(desk.Filled(
            """
            insert into public.messages (ticket_id, content, is_internal, mentions) values
              ('{mine}', 'answer', false, '{}'), ('{mine}', 'note', true, array['{finance}']::uuid[])
            """.Replace("'{}'", "'{}'::uuid[]", StringComparison.Ordinal)));
        await desk.As("stranger").ExecuteAsync(desk.Filled(
            "insert into public.messages (ticket_id, content) values ('{far}', 'elsewhere')"));
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Who_may_can_and_nobody_else(string attempt, string allowed)
    {
        foreach (var person in DeskDatabase.People)
        {
            var went = await desk.GoesThroughAsync(person, attempt);

            Assert.True(allowed.Split(' ').Contains(person) == went, $"{person}: {(went ? "accepted" : "refused")}");
        }
    }

    [Fact]
    public async Task A_contact_user_who_asks_for_a_note_writes_a_message()
    {
        var customer = desk.As("customer");

        Assert.True(await customer.ScalarAsync<bool>(
            """
            insert into public.messages (ticket_id, content, is_internal, mentions, metadata)
            values ($1, 'quiet', true, array[$2]::uuid[], '{"x": 1}')
            returning message_type = 'customer' and not is_internal and mentions = '{}' and metadata = '{}'
            """,
            desk["mine"], desk["owner"]));
    }

    [Fact]
    public async Task A_note_is_its_authors_for_a_quarter_of_an_hour()
    {
        var id = await desk.As("agent").ScalarAsync<Guid>(
            "insert into public.messages (ticket_id, content, is_internal) values ($1, 'old', true) returning id",
            desk["mine"]);
        await desk.Database.ExecuteAsync("alter table public.messages disable trigger messages_immutable");
        await desk.Database.ExecuteAsync(
            "update public.messages set created_at = now() - interval '16 minutes' where id = $1", id);
        await desk.Database.ExecuteAsync("alter table public.messages enable trigger messages_immutable");

        Assert.Equal(0, await desk.As("agent").ExecuteAsync(
            "update public.messages set content = 'new' where id = $1", id));
        Assert.Equal(0, await desk.As("agent").ExecuteAsync("delete from public.messages where id = $1", id));
    }

    [Fact]
    public async Task A_second_delivery_of_a_mail_adds_nothing()
    {
        const string Mail =
            """
            insert into public.messages (ticket_id, content, message_type, message_id_header)
            values ($1, 'by mail', 'customer', '<1@acme.test>')
            """;

        Assert.Null(await desk.AsOperator().RefusalAsync(Mail, desk["theirs"]));
        Assert.Equal("23505", await desk.AsOperator().RefusalAsync(Mail, desk["theirs"]));
        Assert.Null(await desk.AsOperator().RefusalAsync(Mail, desk["free"]));
    }
}
