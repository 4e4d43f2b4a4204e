namespace Atrium.Database.Revert;

/// <summary>What a revert did.</summary>
/// <param name="Changes">Names, newest first, as they were reverted.</param>
/// <param name="Dumped">Full paths of the files that hold the rows that went; empty when none did.</param>
/// <param name="Took">From taking the lock to the last commit.</param>
public sealed record RevertReport(IReadOnlyList<string> Changes, IReadOnlyList<string> Dumped, TimeSpan Took);
