using Atrium.Testing;

namespace Atrium.Law.Tests.Helpdesk;

/// <summary>
/// A database with the people and tickets of <c>tests.help_desk()</c>: agency a with somebody of every role, contact
/// users customer, colleague and boss (who sees all tickets) of client a1, team1 of account (its lead) and agent, team2
/// of creative; tickets mine, ours, free and theirs; agency b with stranger, its owner, teamb and ticket far.
/// </summary>
public sealed class DeskDatabase() : CastDatabase(
    "help_desk",
    [
        "colleague", "boss", "a1", "a2", "b1", "team1", "team2", "teamb", "mine", "ours", "free", "theirs", "far",
    ])
{
    /// <summary>Everybody of agency a, then the owner of agency b.</summary>
    public static new IReadOnlyList<string> People { get; } =
        [.. CastDatabase.People.SkipLast(1), "colleague", "boss", "stranger"];

    /// <summary>The operator's programs.</summary>
    public AsCaller AsOperator() => Database.As("service_role");

    /// <summary>A new ticket of client a1, asked by customer.</summary>
    public Task<Guid> MakeTicketAsync(string title, string? team = null) => Database.ScalarAsync<Guid>(
        """
        insert into public.tickets (client_id, title, requester_id, assigned_team_id) values ($1, $2, $3, $4)
        returning id
        """,
        this["a1"], title, this["customer"], team is null ? null : this[team]);
}
