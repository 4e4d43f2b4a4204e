namespace Atrium.Database.Engine;

/// <summary>What a deploy did, or with <c>--plan</c> would do.</summary>
/// <param name="Changes">Names, in the order of deployment; empty where the database was up to date.</param>
/// <param name="Took">From taking the lock to the last commit.</param>
public sealed record DeployReport(IReadOnlyList<string> Changes, TimeSpan Took);
