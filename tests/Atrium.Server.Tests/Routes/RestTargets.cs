using System.Text.Json;
using System.Text.Json.Nodes;
using Atrium.Database;
using Atrium.Testing;

namespace Atrium.Server.Tests.Routes;

/// <summary>What <c>/rest/v1</c> has: the tables, views and functions of schema public, by the catalogue.</summary>
static class RestTargets
{
    const string Relations = """
        select c.relname::text, coalesce(
          (select a.attname::text from pg_index i join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
           where i.indrelid = c.oid and i.indisprimary and i.indnkeyatts = 1),
          (select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attnum > 0
             and a.atttypid = 'uuid'::regtype order by a.attname <> 'id', a.attnum limit 1)),
          (select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
           order by not has_column_privilege('authenticated', c.oid, a.attnum, 'update'), a.attnum desc limit 1)
        from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm')
          and not c.relispartition order by c.relname
        """;

    // A table for each argument: the one that a foreign key of a column of the name leads to, or that is called so.
    const string Functions = """
        select p.proname::text, coalesce(jsonb_agg(jsonb_build_object('name', a.name, 'type', t.typname,
            'category', t.typcategory, 'required', a.place <= p.pronargs - p.pronargdefaults,
            'base', coalesce(b.typname, t.typname),
            'value', (select substring(pg_get_constraintdef(k.oid) from '''([^'']*)''') from pg_constraint k
                      where k.contypid = t.oid limit 1),
            'table', coalesce(
              (select f.confrelid::regclass::text from pg_constraint f join pg_attribute c
                 on c.attrelid = f.conrelid and c.attnum = any (f.conkey)
               where f.contype = 'f' and c.attname = a.bare
                 and f.confrelid in (select r.oid from pg_class r where r.relnamespace = 'public'::regnamespace)
               order by cardinality(f.conkey), f.conname limit 1),
              (select r.oid::regclass::text from pg_class r where r.relnamespace = 'public'::regnamespace
                 and r.relkind in ('r', 'p') and not r.relispartition
                 and '_' || p.proname || '_' like '%\_' || regexp_replace(r.relname, '(ies|s)$', '') || '%'
               order by length(r.relname) desc limit 1), 'clients'))
          order by a.place) filter (where a.name is not null), '[]')::text
        from pg_proc p
        left join lateral (
          select n.name, n.place, p.proargtypes[n.place - 1] as type,
            regexp_replace(regexp_replace(n.name, '^p_', ''), '_ids$', '_id') as bare
          from unnest(p.proargnames) with ordinality n (name, place) where n.place <= p.pronargs) a on true
        left join pg_type t on t.oid = a.type
        left join pg_type b on b.oid = nullif(t.typbasetype, 0)
        where p.pronamespace = 'public'::regnamespace and p.prokind = 'f' and p.prorettype <> 'trigger'::regtype
        group by p.oid, p.proname order by p.proname
        """;

    /// <summary>Paths below <c>/rest/v1/</c>.</summary>
    public static async Task<IReadOnlyList<string>> NamesAsync(TestDatabase database) =>
    [
        .. (await RelationsAsync(database)).Select(relation => relation.Name),
        .. (await FunctionsAsync(database)).Select(function => $"rpc/{function.Name}"),
    ];

    /// <summary>Tables and views.</summary>
    public static async Task<IReadOnlyList<(string Name, string? Key, string Written)>> RelationsAsync(
        TestDatabase database)
    {
        await using var session = await SqlSession.OpenAsync(database.ConnectionString, default);
        return await session.RowsAsync(
            Relations, row => (row.GetString(0), row.IsDBNull(1) ? null : row.GetString(1), row.GetString(2)), default);
    }

    /// <summary>Functions.</summary>
    public static async Task<IReadOnlyList<RestFunction>> FunctionsAsync(TestDatabase database)
    {
        await using var session = await SqlSession.OpenAsync(database.ConnectionString, default);
        return await session.RowsAsync(
            Functions,
            row => new RestFunction(
                row.GetString(0), JsonSerializer.Deserialize<Argument[]>(row.GetString(1), Web) ?? []),
            default);
    }

    static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);
}

/// <summary>A function.</summary>
/// <param name="Name">What it is called by.</param>
/// <param name="Arguments">In order.</param>
sealed record RestFunction(string Name, IReadOnlyList<Argument> Arguments)
{
    /// <summary>Whether it takes an id.</summary>
    public bool TakesIds => Arguments.Any(argument => argument.IsId);

    /// <summary>A body with ids in all places that take one; what has a default is left out else.</summary>
    public string Body(Func<string, string> idOf)
    {
        var body = new JsonObject();
        foreach (var argument in Arguments.Where(argument => argument.Required || argument.IsId))
        {
            body[argument.Name] = argument.Sample(idOf);
        }

        return body.ToJsonString();
    }
}

/// <summary>What a function takes.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type, without a schema.</param>
/// <param name="Base">The type below a domain, else the same.</param>
/// <param name="Category">As pg_type has it.</param>
/// <param name="Required">It has no default.</param>
/// <param name="Value">One of a closed set, or null.</param>
/// <param name="Table">The table that an id is probably of.</param>
sealed record Argument(
    string Name, string Type, string Base, string Category, bool Required, string? Value, string Table)
{
    /// <summary>One id or several.</summary>
    public bool IsId => Type is "uuid" or "_uuid";

    /// <summary>A value that the function may take.</summary>
    public JsonNode? Sample(Func<string, string> idOf) => (Type, Base, Category) switch
    {
        ("uuid", _, _) => idOf(Table),
        ("_uuid", _, _) => new JsonArray(idOf(Table)),
        _ when Value is not null => Value,
        (_, _, "N") => 1,
        (_, _, "B") => true,
        (_, _, "D") => "2030-01-07",
        (_, _, "T") => "1 hour",
        (_, _, "A") => new JsonArray(),
        (_, "jsonb" or "json", _) => new JsonObject(),
        _ => "x",
    };
}
