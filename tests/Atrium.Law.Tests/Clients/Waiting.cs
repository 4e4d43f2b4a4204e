using Atrium.Law.Tests.Kernel;
using Atrium.Testing;

namespace Atrium.Law.Tests.Clients;

/// <summary>Who waits for a reply, through the hands of the people who write.</summary>
public sealed class Waiting(LawDatabase law) : IClassFixture<LawDatabase>
{
    [Fact]
    public async Task A_reply_clears_the_thread_and_a_later_question_waits_again()
    {
        var agent = await law.AsAsync("agent");
        var first = await AskAsync(agent, "thread-a", 60);
        var second = await AskAsync(agent, "thread-a", 50);

        Assert.Equal([second], await WaitingAsync(agent, "thread-a"));
        await agent.ExecuteAsync("select public.reply_to_communication($1, 'On its way')", first);
        Assert.Empty(await WaitingAsync(agent, "thread-a"));
        var third = await AskAsync(agent, "thread-a", -1);
        Assert.Equal([third], await WaitingAsync(agent, "thread-a"));
    }

    [Fact]
    public async Task A_message_dealt_with_waits_no_more_and_says_who_did_it()
    {
        var agent = await law.AsAsync("agent");
        var asked = await AskAsync(agent, "thread-b", 30);

        await agent.ExecuteAsync("select public.mark_communication_handled($1)", asked);

        Assert.Empty(await WaitingAsync(agent, "thread-b"));
        Assert.Equal(await law.PersonAsync("agent@alder.test"), await agent.ScalarAsync<Guid>(
            "select replied_by from public.communications where id = $1", asked));
    }

    [Fact]
    public async Task Nobody_types_it_in()
    {
        var owner = await law.AsAsync("owner");

        Assert.Equal("42501", await owner.RefusalAsync("update public.communications set needs_reply = false"));
        Assert.Equal("42501", await owner.RefusalAsync("update public.communications set replied_at = now()"));
    }

    [Fact]
    public async Task Fifty_messages_in_one_statement_leave_one_waiting_a_thread()
    {
        var owner = await law.AsAsync("owner");

        await owner.ExecuteAsync(
            """
            insert into public.communications (client_id, type, direction, thread_key, timestamp)
            select (select id from public.clients where name = 'Alder One'), 'email', 'inbound', 'bulk-' || n % 5,
              now() - n * interval '1 minute' from generate_series(1, 50) n
            """);

        Assert.Equal(5, await owner.ScalarAsync<long>(
            "select count(*) from public.communications where needs_reply and thread_key like 'bulk-%'"));
    }

    static Task<Guid> AskAsync(AsCaller caller, string thread, int minutesAgo) => caller.ScalarAsync<Guid>(
        """
        insert into public.communications (client_id, type, direction, subject, thread_key, timestamp)
        values ((select id from public.clients where name = 'Alder One'), 'email', 'inbound', 'Where is it?', $1,
          now() - make_interval(mins => $2)) returning id
        """, thread, minutesAgo);

    static Task<IReadOnlyList<Guid>> WaitingAsync(AsCaller caller, string thread) => caller.ColumnAsync<Guid>(
        "select id from public.communications where needs_reply and thread_key = $1", thread);
}
