using Atrium.Testing;

namespace Atrium.Law.Tests.Analytics;

/// <summary>
/// A database with the work, hours and books of <c>tests.figures()</c>: campaigns c1 (of a1) and c2 (of a2), eight
/// approved hours of creative in c1, books of both, and an agency b that has the same.
/// </summary>
public sealed class FiguresDatabase() : CastDatabase(
    "figures",
    [
        "a1", "a2", "c1", "c2", "cb", "mine", "asked", "other", "inside", "done", "pms", "far", "draft", "shared",
    ]);
