using Atrium.Gateway.Rest.Parsing;
using Atrium.Gateway.Rest.Query;
using Atrium.Gateway.Rest.Schema;
using Atrium.Gateway.Rest.Sql;
using Atrium.Kernel;

namespace Atrium.Gateway.Rest.Planning;

/// <summary>Plans writes: which columns the body gives, which rows it meets, what comes back.</summary>
static class MutatePlanner
{
    public static Plan Insert(Catalogue catalogue, RestRequest request, Relation relation)
    {
        var columns = Columns(request, relation);
        if (request.Payload is { IsArray: true, Rows: 0 })
        {
            return Nothing(catalogue, request, relation, PlanKind.Insert);
        }

        var conflict = request.Preferences.Resolution is null ? [] : request.Query.OnConflict ?? relation.PrimaryKey;
        var merge = request.Preferences.Resolution == Resolution.Merge;
        var mutation = Mutation(relation, [], columns, request) with { Conflict = conflict, Merge = merge };
        return Write(
            catalogue, request, relation, mutation, MutateSql.WriteInsert,
            merge && conflict.Count > 0 ? PlanKind.Upsert : PlanKind.Insert);
    }

    public static Plan Put(Catalogue catalogue, RestRequest request, Relation relation)
    {
        var conditions = request.Query.Root.Conditions;
        var keys = conditions.OfType<Comparison>()
            .Where(one => one is { Negated: false, Quantifier: null, Operator.Name: "eq", Field.Path: [] })
            .Select(one => one.Field.Name).ToHashSet();
        if (relation.PrimaryKey.Count == 0
            || keys.Count != conditions.Count
            || !keys.SetEquals(relation.PrimaryKey))
        {
            throw RestErrors.PutFilters();
        }

        if (request.Query.Root is { Limit: not null } or { Offset: not null })
        {
            throw RestErrors.LimitOnPut();
        }

        var columns = Columns(request, relation);
        if (columns.Count == 0 || request.Payload.Rows != 1)
        {
            throw RestErrors.PutMismatch();
        }

        var mutation = Mutation(relation, conditions, columns, request) with
        {
            Conflict = relation.PrimaryKey,
            Merge = true,
        };
        return Write(catalogue, request, relation, mutation, MutateSql.WriteInsert, PlanKind.Put);
    }

    public static Plan Update(Catalogue catalogue, RestRequest request, Relation relation, RestOptions options)
    {
        var columns = Columns(request, relation);
        if (columns.Count == 0 || request.Payload.Rows == 0)
        {
            return Nothing(catalogue, request, relation, PlanKind.Update);
        }

        if (request.Payload.Rows > 1)
        {
            throw RestErrors.BadBody("An update takes one object, which every row it meets is given");
        }

        var mutation = Mutation(relation, Conditions(request, options), columns, request) with
        {
            FillsDefaults = false,
        };
        return Write(catalogue, request, relation, mutation, MutateSql.WriteUpdate, PlanKind.Update);
    }

    public static Plan Delete(Catalogue catalogue, RestRequest request, Relation relation, RestOptions options)
    {
        var mutation = Mutation(relation, Conditions(request, options), [], request);
        return Write(catalogue, request, relation, mutation, MutateSql.WriteDelete, PlanKind.Delete);
    }

    static IReadOnlyList<Condition> Conditions(RestRequest request, RestOptions options) =>
        request.Query.Root.Conditions is { Count: > 0 } conditions || !options.WritesNeedFilter
            ? request.Query.Root.Conditions
            : throw RestErrors.NoFilter();

    static List<Column> Columns(RestRequest request, Relation relation)
    {
        if (!request.Payload.IsUniform && request.Query.Columns is null)
        {
            throw RestErrors.BadBody("All object keys must match");
        }

        if (request.Payload is { IsArray: false, Rows: 0 })
        {
            throw RestErrors.BadBody("A row is a JSON object, several are an array of objects");
        }

        return
        [
            .. (request.Query.Columns ?? request.Payload.Keys).Select(name =>
                relation.ColumnsByName.GetValueOrDefault(name) ?? throw RestErrors.NoColumn(name, relation.Name)),
        ];
    }

    static Mutation Mutation(
        Relation relation, IReadOnlyList<Condition> conditions, IReadOnlyList<Column> columns, RestRequest request)
    {
        var target = new ReadNode
        {
            Path = "",
            Alias = relation.Name,
            Source = SqlNames.Quote(relation.Schema, relation.Name),
            Relation = relation,
            OutputName = relation.Name,
            Outputs = [],
            Conditions = conditions,
            Order = [],
        };
        return new Mutation(
            target, columns, request.Payload.IsArray, [], false, request.Preferences.MissingDefault, []);
    }

    static Plan Write(
        Catalogue catalogue,
        RestRequest request,
        Relation relation,
        Mutation mutation,
        Action<SqlText, Mutation> write,
        PlanKind kind)
    {
        var wanted = request.Preferences.Return ?? Return.Minimal;
        var root = new ReadPlanner(catalogue, request.Query).Root(relation, ResultSql.Source, relation.Name, false);
        var representation = wanted == Return.Representation;
        var location = wanted == Return.HeadersOnly && kind is PlanKind.Insert or PlanKind.Upsert
            ? relation.PrimaryKey
            : [];
        var needed = Needed(representation ? root : null).Concat(location).Distinct();
        var returned = mutation with { Returning = [.. needed] };
        var sql = ResultSql.Mutate(
            representation ? root : null,
            request.Accept,
            location.Count > 0 ? KeySql(location) : null,
            text => write(text, returned));
        return new Plan(sql, kind) { LocationKeys = location };
    }

    // A write of no rows still answers in the form asked for.
    static Plan Nothing(Catalogue catalogue, RestRequest request, Relation relation, PlanKind kind)
    {
        var root = new ReadPlanner(catalogue, request.Query).Root(relation, ResultSql.Source, relation.Name, false);
        var source = SqlNames.Quote(relation.Schema, relation.Name);
        var wanted = request.Preferences.Return == Return.Representation ? root : null;
        return new Plan(
            ResultSql.Mutate(
                wanted,
                request.Accept,
                null,
                text => text.Write(wanted is null ? "select 1 where false" : $"select * from {source} where false")),
            kind);
    }

    // What the reading of the written rows takes from them.
    static IEnumerable<string> Needed(ReadNode? root)
    {
        if (root is null)
        {
            return [];
        }

        var fields = root.Outputs.Select(output => output.Field?.Field?.Name).OfType<string>();
        var links = root.Embeds.SelectMany(embed => embed.Link?.Columns ?? []).Select(pair => pair.From);
        var orders = root.Order.Where(term => term.Embed is null).Select(term => term.Field.Name);
        var all = fields.Concat(links).Concat(orders).Distinct().ToList();
        return all.Contains("*") ? all.Where(name => name == "*" || !IsColumn(root, name)) : all;
    }

    static bool IsColumn(ReadNode root, string name) => root.Relation?.ColumnsByName.ContainsKey(name) ?? false;

    static string KeySql(IReadOnlyList<string> keys)
    {
        var values = string.Join(", ", keys.Select(key => $"{SqlNames.Quote(key)}::text"));
        return $"(select array[{values}] from {ResultSql.Source} limit 1)";
    }
}
