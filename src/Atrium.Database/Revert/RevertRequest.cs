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
