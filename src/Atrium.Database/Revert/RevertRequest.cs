namespace Atrium.Database.Revert;

/// <summary>How far to go back, and whether rows may go.</summary>
public sealed record RevertRequest
{
    /// <summary>The change that stays last; null with <see cref="All"/> unset reverts only the newest change.</summary>
    public string? To { get; init; }

    /// <summary>Reverts every change.</summary>
    public bool All { get; init; }

    /// <summary>Lets rows go that the plan did not make; they are written to files first.</summary>
    public bool DiscardRows { get; init; }

    /// <summary>Folder for the files; made when rows go. One CSV file with a header for each table.</summary>
    public required string DumpFolder { get; init; }
}

/// <summary>What a revert did.</summary>
/// <param name="Changes">Names, newest first, as they were reverted.</param>
/// <param name="Dumped">Full paths of the files that hold the rows that went; empty when none did.</param>
/// <param name="Took">From taking the lock to the last commit.</param>
public sealed record RevertReport(IReadOnlyList<string> Changes, IReadOnlyList<string> Dumped, TimeSpan Took);
