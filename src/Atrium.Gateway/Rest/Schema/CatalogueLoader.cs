using System.Collections.Frozen;
using Atrium.Kernel;
using Npgsql;

namespace Atrium.Gateway.Rest.Schema;

/// <summary>Reads the catalogue in one round trip. What a caller may do with it is not its business.</summary>
static class CatalogueLoader
{
    static readonly Caller Reader = new(CallerRole.Service, "{}", "catalogue");

    public static Task<string> SignatureAsync(TenantDoor door, CancellationToken cancellationToken) => door.RunAsync(
        Reader,
        [new NpgsqlBatchCommand(CatalogueSql.Signature)],
        async (reader, token) => await reader.ReadAsync(token) ? reader.GetString(0) : "",
        cancellationToken);

    public static Task<Catalogue> LoadAsync(
        TenantDoor door, IReadOnlyList<string> schemas, CancellationToken cancellationToken) => door.RunAsync(
        Reader,
        [
            new NpgsqlBatchCommand(CatalogueSql.Signature),
            new NpgsqlBatchCommand(CatalogueSql.Columns),
            new NpgsqlBatchCommand(CatalogueSql.Keys),
            new NpgsqlBatchCommand(CatalogueSql.Views),
            new NpgsqlBatchCommand(CatalogueSql.ListKeys),
            Exposed(CatalogueSql.Relations, schemas),
            Exposed(CatalogueSql.Routines, schemas),
            Exposed(CatalogueSql.Handlers, schemas),
            Exposed(CatalogueSql.SchemaComments, schemas),
            new NpgsqlBatchCommand(CatalogueSql.RoleSettings),
        ],
        ReadAsync,
        cancellationToken);

    static NpgsqlBatchCommand Exposed(string sql, IReadOnlyList<string> schemas) =>
        new(sql) { Parameters = { new NpgsqlParameter { Value = schemas.ToArray() } } };

    static async Task<Catalogue> ReadAsync(NpgsqlDataReader reader, CancellationToken token)
    {
        var signature = await reader.ReadAsync(token) ? reader.GetString(0) : "";
        var columns = await NextAsync(reader, row => (Table: row.GetFieldValue<uint>(0), Column: ColumnOf(row)), token);
        var keys = await NextAsync(reader, KeyOf, token);
        var views = await NextAsync(
            reader, row => (View: row.GetFieldValue<uint>(0), Origins: ViewOrigins.Parse(row.GetString(1))), token);
        var lists = await NextAsync(
            reader,
            row => (Table: row.GetFieldValue<uint>(0), List: (Column: row.GetString(1), IsNarrow: row.GetBoolean(2))),
            token);
        var columnsOf = columns.ToLookup(entry => entry.Table, entry => entry.Column);
        var listsOf = lists.ToLookup(entry => entry.Table, entry => entry.List);
        var origins = new Origins(views.ToDictionary(view => view.View, view => view.Origins), columnsOf, keys);
        var relations = await NextAsync(reader, row => RelationOf(row, columnsOf, listsOf, origins), token);
        var routines = await NextAsync(reader, RoutineOf, token);
        var handlers = await NextAsync(reader, HandlerOf, token);
        var comments = await NextAsync(reader, row => (Schema: row.GetString(0), Comment: row.GetString(1)), token);
        var settings = await NextAsync(
            reader, row => (Role: row.GetString(0), Own: OwnSettings.Parse(row.GetFieldValue<string[]>(1))), token);
        return new Catalogue(
            signature, relations, RelationshipFinder.All(relations, origins, keys, routines), routines, handlers)
        {
            SchemaComments = comments.ToFrozenDictionary(entry => entry.Schema, entry => entry.Comment),
            RoleSettings = settings.ToFrozenDictionary(entry => entry.Role, entry => entry.Own),
        };
    }

    static async Task<List<T>> NextAsync<T>(
        NpgsqlDataReader reader, Func<NpgsqlDataReader, T> read, CancellationToken token)
    {
        if (reader.FieldCount > 0 && await reader.NextResultAsync(token))
        {
            var rows = new List<T>();
            while (await reader.ReadAsync(token))
            {
                rows.Add(read(reader));
            }

            return rows;
        }

        return [];
    }

    static Relation RelationOf(
        NpgsqlDataReader row, ILookup<uint, Column> columnsOf, ILookup<uint, (string Column, bool IsNarrow)> listsOf,
        Origins origins)
    {
        var oid = row.GetFieldValue<uint>(0);
        var columns = columnsOf[oid].ToList();
        return new Relation
        {
            Oid = oid,
            RowType = row.GetFieldValue<uint>(7),
            Schema = row.GetString(1),
            Name = row.GetString(2),
            IsView = row.GetBoolean(3),
            IsExposed = row.GetBoolean(4),
            Updatable = row.GetInt32(5),
            Comment = TextOrNull(row, 6),
            Columns = columns,
            ColumnsByName = columns.ToFrozenDictionary(column => column.Name),
            HasRepresentations = columns.Exists(column => column.Representation.Show is not null),
            PrimaryKey = origins.PrimaryKeyOf(oid),
            ListKeyColumns = [.. listsOf[oid].Select(list => list.Column)],
            IsNarrowed = listsOf[oid].Any(list => list.IsNarrow),
        };
    }

    static Column ColumnOf(NpgsqlDataReader row) => new(
        row.GetString(1),
        row.GetInt16(2),
        row.GetString(3),
        row.GetString(4),
        row.GetBoolean(5),
        TextOrNull(row, 6),
        row.GetBoolean(7),
        row.IsDBNull(8) ? null : row.GetInt32(8),
        TextOrNull(row, 9),
        new Representation(TextOrNull(row, 10), TextOrNull(row, 11), TextOrNull(row, 12)),
        row.GetFieldValue<string[]>(13));

    static Key KeyOf(NpgsqlDataReader row) => new(
        row.GetFieldValue<uint>(0),
        row.GetString(1),
        row.GetString(2)[0],
        row.GetFieldValue<short[]>(3),
        row.GetFieldValue<uint>(4),
        row.GetFieldValue<short[]>(5));

    static Routine RoutineOf(NpgsqlDataReader row)
    {
        var names = row.GetFieldValue<string[]>(1);
        var types = row.GetFieldValue<string[]>(2);
        var oids = row.GetFieldValue<uint[]>(3);
        var required = names.Length - row.GetInt16(4);
        var variadic = row.GetBoolean(5);
        var rest = variadic ? names.Length - 1 : -1;
        var parameters = names.Select((name, i) =>
            new RoutineParameter(name, types[i], oids[i], i < required && i != rest, i == rest));
        return new Routine(
            row.GetString(15),
            row.GetString(0),
            [.. parameters],
            row.GetBoolean(9) ? ReturnKind.Nothing : row.GetBoolean(8) ? ReturnKind.Row : ReturnKind.Scalar,
            row.GetBoolean(6),
            row.GetString(7),
            row.GetFieldValue<uint>(10),
            row.GetFieldValue<string[]>(11),
            row.GetBoolean(12),
            row.GetBoolean(13),
            TextOrNull(row, 14))
        {
            Settings = OwnSettings.Parse(row.GetFieldValue<string[]>(16)),
        };
    }

    static Handler HandlerOf(NpgsqlDataReader row) => new(
        row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetBoolean(5));

    static string? TextOrNull(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
