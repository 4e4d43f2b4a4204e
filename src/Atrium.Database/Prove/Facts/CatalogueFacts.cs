using System.Text.Json;

namespace Atrium.Database.Prove.Facts;

/// <summary>All that the prover knows of a database: read from its catalogue, and from nothing else.</summary>
sealed class CatalogueFacts
{
    static readonly JsonSerializerOptions Shape = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    readonly Dictionary<long, TableFacts> _tables;

    CatalogueFacts(
        IReadOnlyList<TableFacts> tables, IReadOnlyList<RoutineFacts> routines, IReadOnlyList<OtherFacts> others,
        IReadOnlyList<RightFacts> rights)
    {
        Tables = tables;
        Routines = routines;
        Others = others;
        Rights = rights.GroupBy(right => (right.Role, right.Resource, right.Action))
            .ToDictionary(group => group.Key, group => group.First().Reach);
        _tables = tables.ToDictionary(table => table.Oid);
    }

    /// <summary>Tables, partitions, views.</summary>
    public IReadOnlyList<TableFacts> Tables { get; }

    /// <summary>Functions and procedures.</summary>
    public IReadOnlyList<RoutineFacts> Routines { get; }

    /// <summary>Everything else.</summary>
    public IReadOnlyList<OtherFacts> Others { get; }

    /// <summary>The rights matrix: role, resource and action to how far it reaches.</summary>
    public IReadOnlyDictionary<(string Role, string Resource, string Action), string> Rights { get; }

    /// <summary>Reads it as it is in this transaction.</summary>
    public static async Task<CatalogueFacts> ReadAsync(SqlSession session, CancellationToken cancellationToken) => new(
        await ListAsync<TableFacts>(session, FactsSql.Tables, cancellationToken),
        await ListAsync<RoutineFacts>(session, FactsSql.Routines, cancellationToken),
        await ListAsync<OtherFacts>(session, FactsSql.Others, cancellationToken),
        await ListAsync<RightFacts>(session, RightFacts.Sql, cancellationToken));

    /// <summary>The table with this number; null for one that is not people's own.</summary>
    public TableFacts? Table(long oid) => _tables.GetValueOrDefault(oid);

    /// <summary>The table with this name; null where there is none.</summary>
    public TableFacts? Table(string schema, string name) =>
        Tables.FirstOrDefault(table => table.Schema == schema && table.Name == name);

    static async Task<IReadOnlyList<T>> ListAsync<T>(
        SqlSession session, string sql, CancellationToken cancellationToken) =>
        JsonSerializer.Deserialize<List<T>>(
            await session.ScalarAsync<string>(sql, cancellationToken) ?? "[]", Shape) ?? [];
}

/// <summary>A line of the rights matrix.</summary>
/// <param name="Role">Who.</param>
/// <param name="Resource">A table, or a part of one.</param>
/// <param name="Action">select, insert, update, delete or a verb.</param>
/// <param name="Reach">all, assigned, own or home.</param>
sealed record RightFacts(string Role, string Resource, string Action, string Reach)
{
    /// <summary>Every line, as JSON.</summary>
    public const string Sql = """
        select coalesce(jsonb_agg(jsonb_build_object(
          'role', role, 'resource', resource, 'action', action, 'reach', reach)), '[]')::text from atrium.role_rights
        """;
}
