using Atrium.Testing;

namespace Atrium.Law.Tests.Knowledge;

/// <summary>
/// A database with the texts of <c>tests.library()</c>: documents general, craft, board, rates, acme, apex (far in
/// agency b), artifacts and articles, each with a passage about lemonade and a vector of the model m.
/// </summary>
public sealed class KnowledgeDatabase() : CastDatabase(
    "library",
    [
        "a1", "a2", "general", "craft", "board", "rates", "acme", "apex", "far", "open", "inside", "draft", "secret",
        "public", "shared",
    ])
{
    /// <summary>The server's own principal, which cuts and embeds.</summary>
    public AsCaller Server => Database.As("service_role", """{"role":"service_role"}""");
}
