using System.Data;

namespace Atrium.Database.Catalogue;

/// <summary>Reads a catalogue: the same catalogue gives the same snapshot, whatever its object numbers are.</summary>
public static class CatalogueReader
{
    /// <summary>Reads it; the session's search path is as before.</summary>
    public static async Task<CatalogueSnapshot> ReadAsync(SqlSession session, CancellationToken cancellationToken)
    {
        // With nothing on the path, every name is told with its schema.
        var path = await session.ScalarAsync<string>("show search_path", cancellationToken);
        await session.ExecuteAsync("select set_config('search_path', '', false)", cancellationToken);
        List<CatalogueObject> objects = [];
        foreach (var query in CatalogueSql.All)
        {
            var rows = await session.RowsAsync(query, Read, cancellationToken);
            objects.AddRange(rows.OrderBy(each => each.Kind, StringComparer.Ordinal)
                .ThenBy(each => each.Name, StringComparer.Ordinal));
        }

        await session.ExecuteAsync("select set_config('search_path', $1, false)", cancellationToken, path);
        return new(objects);
    }

    static CatalogueObject Read(IDataRecord row)
    {
        var create = row.GetString(5);
        var definition = row.GetString(4);
        return new(
            row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3),
            definition.Length == 0 ? create : definition, create, row.GetString(6), row.GetString(7));
    }
}
