using Atrium.Database.Plans;

namespace Atrium.Database.Engine;

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
