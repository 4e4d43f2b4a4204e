using Atrium.Testing;

namespace Atrium.Law.Tests.Storage;

/// <summary>
/// A database with the files of <c>tests.files()</c>: plan (a document for the client names it) and note (writer's) of
/// client a1, theirs of a2, piece of the artifact draft and open of shared, sent (customer's) and inside (internal) of
/// a ticket of a1, face of pm, release of agency a; far and away of agency b.
/// </summary>
public sealed class FilesDatabase() : CastDatabase("files", [.. Files, "a1", "a2", "b1", "draft", "shared", "ticket"])
{
    /// <summary>The names of the files.</summary>
    public static IReadOnlyList<string> Files { get; } =
        ["plan", "note", "theirs", "piece", "open", "sent", "inside", "face", "release", "far", "away"];
}
