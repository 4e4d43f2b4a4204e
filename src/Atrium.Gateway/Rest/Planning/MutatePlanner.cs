using Atrium.Gateway.Rest.Parsing;
using Atrium.Gateway.Rest.Query;
using Atrium.Gateway.Rest.Schema;
using Atrium.Gateway.Rest.Sql;
using Atrium.Kernel;

namespace Atrium.Gateway.Rest.Planning;

/// <summary>Plans writes: which columns the body gives, which rows it meets, what comes back.</summary>
/// <param name="catalogue">What there is.</param>
/// <param name="request">What is asked.</param>
/// <param name="relation">What is written to.</param>
/// <param name="form">Form of the answer.</param>
/// <param name="options">What may be asked.</param>
sealed class MutatePlanner(
    Catalogue catalogue, RestRequest request, Relation relation, Form form, RestOptions options)
{
    public Plan Insert()
    {
        var columns = Columns();
        var conflict = request.Preferences.Resolution is null ? [] : request.Query.OnConflict ?? relation.PrimaryKey;
        var merge = request.Preferences.Resolution == Resolution.Merge;
        var kind = merge && conflict.Count > 0 ? PlanKind.Upsert : PlanKind.Insert;
        var plan = request.Payload.Rows == 0
            ? Nothing(kind)
            : Write(
                Mutation([], columns) with { Conflict = conflict, Merge = merge, SetsKey = options.IsLiteral },
                MutateSql.WriteInsert,
                kind);
        return plan with { Resolves = conflict.Count > 0 };
    }

    public Plan Put()
    {
        var conditions = request.Query.Root.Conditions;
        var keys = conditions.OfType<Comparison>()
            .Where(one => one is { Negated: false, Quantifier: null, Operator.Name: "eq", Field.Path: [] })
            .Select(one => one.Field.Name).ToHashSet();
        if (request.Query.Root is { Limit: not null } or { Offset: not null })
        {
            throw RestErrors.LimitOnPut();
        }

        if (relation.PrimaryKey.Count == 0
            || keys.Count != conditions.Count
            || !keys.SetEquals(relation.PrimaryKey))
        {
            throw RestErrors.PutFilters();
        }

        var columns = Columns();
        if (columns.Count == 0 || request.Payload.Rows == 0 || (request.Payload.Rows > 1 && !options.IsLiteral))
        {
            throw RestErrors.PutMismatch();
        }

        var mutation = Mutation(conditions, columns) with
        {
            Conflict = relation.PrimaryKey,
            Merge = true,
            SetsKey = options.IsLiteral,
            TakesFirst = request.Payload.IsArray,
        };
        return Write(mutation, MutateSql.WriteInsert, PlanKind.Put);
    }

    public Plan Update()
    {
        var columns = Columns();
        CheckLimit();
        if (columns.Count == 0 || request.Payload.Rows == 0)
        {
            return Nothing(PlanKind.Update);
        }

        if (request.Payload.Rows > 1 && !options.IsLiteral)
        {
            throw RestErrors.BadBody("An update takes one object, which every row it meets is given");
        }

        var mutation = Mutation(Conditions(), columns) with
        {
            Limit = LimitKey(),
            TakesFirst = request.Payload.IsArray,
        };
        return Write(mutation, MutateSql.WriteUpdate, PlanKind.Update);
    }

    public Plan Delete()
    {
        CheckLimit();
        return Write(Mutation(Conditions(), []) with { Limit = LimitKey() }, MutateSql.WriteDelete, PlanKind.Delete);
    }

    bool IsLimited => request.Query.Root is { Limit: not null } or { Offset: not null };

    void CheckLimit()
    {
        if (IsLimited && request.Query.Root.Order.Count == 0)
        {
            throw RestErrors.LimitWithoutOrder();
        }
    }

    // What tells the rows of a limited write apart: the key, or where a table has none the rows' place.
    IReadOnlyList<string>? LimitKey() => !IsLimited ? null
        : relation.PrimaryKey.Count > 0 ? relation.PrimaryKey
        : relation.IsView ? [.. request.Query.Root.Order.Select(term => term.Field.Name)]
        : ["ctid"];

    IReadOnlyList<Condition> Conditions() =>
        request.Query.Root.Conditions is { Count: > 0 } conditions || !options.WritesNeedFilter
            ? request.Query.Root.Conditions
            : throw RestErrors.NoFilter();

    List<Column> Columns()
    {
        if (!request.Payload.IsUniform && request.Query.Columns is null)
        {
            throw RestErrors.BadBody("All object keys must match");
        }

        if (request.Payload is { IsArray: false, Rows: 0 } && !options.IsLiteral)
        {
            throw RestErrors.BadBody("A row is a JSON object, several are an array of objects");
        }

        return
        [
            .. (request.Query.Columns ?? request.Payload.Keys).Select(name =>
                relation.ColumnsByName.GetValueOrDefault(name) ?? throw RestErrors.NoColumn(name, relation.Name)),
        ];
    }

    Mutation Mutation(IReadOnlyList<Condition> conditions, IReadOnlyList<Column> columns)
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
            Order = request.Query.Root.Order,
        };
        return new Mutation(
            target, columns, request.Payload.IsArray, [], false, request.Preferences.MissingDefault, []);
    }

    ReadNode Root()
    {
        var root = new ReadPlanner(catalogue, request.Query, options)
            .Root(relation, ResultSql.Source, relation.Name, false);
        // The order of a limited write says which rows it meets.
        return IsLimited ? root with { Order = [] } : root;
    }

    Plan Write(Mutation mutation, Action<SqlText, Mutation> write, PlanKind kind)
    {
        var wanted = request.Preferences.Return ?? Return.Minimal;
        var representation = wanted == Return.Representation;
        // What is not given back is not looked at.
        var root = representation || !options.IsLiteral ? Root() : null;
        var location = wanted == Return.HeadersOnly && kind is PlanKind.Insert or PlanKind.Upsert
            ? relation.PrimaryKey
            : [];
        var needed = Needed(representation ? root : null).Concat(location).Distinct();
        var returned = mutation with { Returning = [.. needed] };
        var sql = ResultSql.Mutate(
            representation ? root : null,
            form,
            location.Count > 0 ? KeySql(location) : null,
            text => write(text, returned));
        return new Plan(sql, kind, form) { LocationKeys = location };
    }

    // A write of no rows still answers in the form asked for.
    Plan Nothing(PlanKind kind)
    {
        var root = request.Preferences.Return == Return.Representation ? Root() : null;
        var nothing = Mutation([], []) with { Returning = [.. Needed(root)] };
        return new Plan(
            ResultSql.Mutate(root, form, null, text => MutateSql.WriteNothing(text, nothing)), kind, form);
    }

    // What the reading of the written rows takes from them.
    static IEnumerable<string> Needed(ReadNode? root)
    {
        if (root is null)
        {
            return [];
        }

        var fields = root.Outputs.Select(output => output.Field?.Field?.Name).OfType<string>();
        // What computes rows from a row takes all of it.
        var whole = root.Embeds.Any(embed => embed.Link?.Computed is not null) ? (string[])["*"] : [];
        var links = root.Embeds.SelectMany(embed => embed.Link?.Columns ?? []).Select(pair => pair.From);
        var orders = root.Order.Where(term => term.Embed is null).Select(term => term.Field.Name);
        var all = whole.Concat(fields).Concat(links).Concat(orders).Distinct().ToList();
        return all.Contains("*") ? all.Where(name => name == "*" || !IsColumn(root, name)) : all;
    }

    static bool IsColumn(ReadNode root, string name) => root.Relation?.ColumnsByName.ContainsKey(name) ?? false;

    static string KeySql(IReadOnlyList<string> keys)
    {
        var values = string.Join(", ", keys.Select(key => $"{SqlNames.Quote(key)}::text"));
        return $"(select array[{values}] from {ResultSql.Source} limit 1)";
    }
}
