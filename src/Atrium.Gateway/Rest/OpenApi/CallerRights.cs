using System.Collections.Frozen;
using Atrium.Gateway.Rest.Schema;
using Atrium.Kernel;
using Npgsql;

namespace Atrium.Gateway.Rest.OpenApi;

/// <summary>What the caller's role may do, as PostgreSQL says: the document describes that and nothing else.</summary>
/// <param name="Relations">Tables and views by name.</param>
/// <param name="Routines">Names of the functions that may be called.</param>
sealed record CallerRights(FrozenDictionary<string, RelationRights> Relations, FrozenSet<string> Routines)
{
    const string RelationsSql = """
        select c.relname, has_any_column_privilege(c.oid, 'insert'), has_any_column_privilege(c.oid, 'update'),
          has_table_privilege(c.oid, 'delete'),
          array(select a.attname from pg_attribute a
                where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
                  and has_column_privilege(c.oid, a.attnum, 'select'))
        from pg_class c
        where c.relnamespace = (select oid from pg_namespace where nspname = $1)
          and c.relkind in ('r', 'p', 'v', 'm', 'f')
        """;

    const string RoutinesSql = """
        select distinct p.proname from pg_proc p
        where p.pronamespace = (select oid from pg_namespace where nspname = $1)
          and has_function_privilege(p.oid, 'execute')
        """;

    public static Task<CallerRights> OfAsync(
        TenantDoor door, Caller caller, string schema, CancellationToken cancellationToken) =>
        door.RunAsync(
            caller,
            [Of(RelationsSql, schema), Of(RoutinesSql, schema)],
            ReadAsync,
            cancellationToken);

    /// <summary>As if the caller might do everything there is.</summary>
    public static CallerRights All(Catalogue catalogue, string schema) => new(
        catalogue.Exposed(schema).ToFrozenDictionary(
            relation => relation.Name,
            relation => new RelationRights(
                relation.Columns.Select(column => column.Name).ToFrozenSet(),
                (relation.Updatable & 8) != 0,
                (relation.Updatable & 4) != 0,
                (relation.Updatable & 16) != 0)),
        catalogue.Routines(schema).Select(routine => routine.Name).ToFrozenSet());

    static NpgsqlBatchCommand Of(string sql, string schema) =>
        new(sql) { Parameters = { new NpgsqlParameter { Value = schema } } };

    static async Task<CallerRights> ReadAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        var relations = new Dictionary<string, RelationRights>();
        while (await reader.ReadAsync(cancellationToken))
        {
            relations[reader.GetString(0)] = new RelationRights(
                reader.GetFieldValue<string[]>(4).ToFrozenSet(),
                reader.GetBoolean(1),
                reader.GetBoolean(2),
                reader.GetBoolean(3));
        }

        var routines = new List<string>();
        await reader.NextResultAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            routines.Add(reader.GetString(0));
        }

        return new CallerRights(relations.ToFrozenDictionary(), routines.ToFrozenSet());
    }
}

/// <summary>What the caller's role may do with one table or view.</summary>
/// <param name="Readable">Columns it may read.</param>
/// <param name="Insert">It may insert some column.</param>
/// <param name="Update">It may update some column.</param>
/// <param name="Delete">It may delete.</param>
sealed record RelationRights(FrozenSet<string> Readable, bool Insert, bool Update, bool Delete);
