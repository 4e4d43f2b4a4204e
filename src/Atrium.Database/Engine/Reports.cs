using Atrium.Database.Plans;

namespace Atrium.Database.Engine;

/// <summary>What a deploy did, or with <c>--plan</c> would do.</summary>
/// <param name="Changes">Names, in the order of deployment; empty where the database was up to date.</param>
/// <param name="Took">From taking the lock to the last commit.</param>
public sealed record DeployReport(IReadOnlyList<string> Changes, TimeSpan Took);

/// <summary>What the checks found.</summary>
/// <param name="Checks">How many ran: two a change, and one for the catalogue's rules.</param>
/// <param name="Failed">Empty when all is well.</param>
public sealed record VerifyReport(int Checks, IReadOnlyList<FailedCheck> Failed);

/// <summary>One check that failed.</summary>
/// <param name="Check">A script of a change, or <c>lint.sql</c> with the rule's name.</param>
/// <param name="Message">What is not as meant, with file and line for a script.</param>
/// <param name="Remedy">What would be right; may be empty.</param>
public sealed record FailedCheck(string Check, string Message, string Remedy);

/// <summary>One change and how the database stands to it.</summary>
/// <param name="Name">Module and change.</param>
/// <param name="State">
/// <c>deployed</c>, <c>pending</c>, <c>edited</c> since it was deployed, or <c>unknown</c> to this plan.
/// </param>
/// <param name="DeployedAt">UTC; null when it isn't deployed.</param>
public sealed record ChangeStatus(string Name, string State, DateTime? DeployedAt)
{
    /// <summary>Every change of the plan, in order, then those that only the ledger knows.</summary>
    internal static IReadOnlyList<ChangeStatus> List(Plan plan, IReadOnlyList<LedgerEntry> ledger)
    {
        var deployed = ledger.ToDictionary(entry => entry.Name);
        var known = plan.Changes.Select(change => deployed.Remove(change.Name, out var entry)
            ? new ChangeStatus(
                change.Name, entry.Checksum == change.Checksum ? "deployed" : "edited", entry.DeployedAt)
            : new ChangeStatus(change.Name, "pending", null)).ToArray();
        var unknown = deployed.Values.OrderBy(entry => entry.Position);
        return [.. known, .. unknown.Select(entry => new ChangeStatus(entry.Name, "unknown", entry.DeployedAt))];
    }
}
