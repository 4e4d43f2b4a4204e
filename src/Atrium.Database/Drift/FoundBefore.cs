using System.Security.Cryptography;
using System.Text;
using Atrium.Database.Catalogue;

namespace Atrium.Database.Drift;

/// <summary>
/// What a database held before the first change, such as Supabase's schemas. It isn't Atrium's, so it is never called
/// drift while it stays as it was found.
/// </summary>
/// <param name="Digests">Key of each object to a digest of its definition.</param>
public sealed record FoundBefore(IReadOnlyDictionary<string, string> Digests)
{
    /// <summary>As kept in the ledger: a line an object.</summary>
    public static IReadOnlyList<string> Lines(CatalogueSnapshot snapshot) =>
        [.. snapshot.Objects.Select(each => $"{Digest(each)} {each.Key}")];

    /// <summary>Reads the ledger's lines.</summary>
    public static FoundBefore Parse(IReadOnlyList<string> lines) =>
        new(lines.ToDictionary(
            line => line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..], line => line.Split(' ')[0]));

    /// <summary>True where the object was there and has not changed since.</summary>
    public bool HasSame(CatalogueObject live) => Digests.GetValueOrDefault(live.Key) == Digest(live);

    /// <summary>True for a schema that somebody else made; <c>public</c> is shared and counts as ours.</summary>
    public bool IsForeign(string schema) => schema != "public" && Digests.ContainsKey("schema " + schema);

    static string Digest(CatalogueObject each) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(each.Definition)).AsSpan(0, 8));
}
