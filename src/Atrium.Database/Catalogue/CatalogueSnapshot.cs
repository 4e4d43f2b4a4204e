using System.Text;

namespace Atrium.Database.Catalogue;

/// <summary>
/// Everything a database's catalogue says about what people made in it, extensions' own objects left out.
/// </summary>
/// <param name="Objects">Sorted by kind in the order of creation, then by name.</param>
public sealed record CatalogueSnapshot(IReadOnlyList<CatalogueObject> Objects)
{
    /// <summary>The whole catalogue as text: the same text means the same catalogue.</summary>
    public string Dump()
    {
        var text = new StringBuilder();
        foreach (var each in Objects)
        {
            text.Append("-- ").Append(each.Key).Append('\n').Append(each.Definition).Append("\n\n");
        }

        return text.ToString();
    }
}
