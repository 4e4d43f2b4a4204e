using System.Collections.Frozen;

namespace Atrium.Gateway.Rest.Schema;

/// <summary>What the database holds, as one load found it. Never changes; a newer load replaces it.</summary>
sealed class Catalogue
{
    readonly FrozenDictionary<uint, Relation> _byOid;
    readonly FrozenDictionary<(string, string), Relation> _exposed;
    readonly ILookup<Relation, Relationship> _relationships;
    readonly ILookup<(string, string), Routine> _routines;
    readonly ILookup<(string, uint), string> _computed;
    readonly ILookup<(string, string, string), Handler> _handlers;

    public Catalogue(
        string signature,
        IReadOnlyList<Relation> relations,
        IEnumerable<Relationship> relationships,
        IReadOnlyList<Routine> routines,
        IEnumerable<Handler> handlers)
    {
        Signature = signature;
        _byOid = relations.ToFrozenDictionary(relation => relation.Oid);
        _exposed = relations.Where(relation => relation.IsExposed)
            .ToFrozenDictionary(relation => (relation.Schema, relation.Name));
        _relationships = relationships.ToLookup(relationship => relationship.From);
        _handlers = handlers.ToLookup(handler => (handler.TargetSchema, handler.Target, handler.MediaType));
        _routines = routines.Where(routine => routine.IsCallable)
            .ToLookup(routine => (routine.Schema, routine.Name));
        _computed = routines.Where(routine => routine is { Parameters: [_], Returns: not ReturnKind.Nothing })
            .ToLookup(routine => (routine.Schema, routine.Parameters[0].TypeOid), routine => routine.Name);
    }

    /// <summary>Tells two states of the database apart.</summary>
    public string Signature { get; }

    /// <summary>The comments of the exposed schemas that have one.</summary>
    public FrozenDictionary<string, string> SchemaComments { get; init; } = FrozenDictionary<string, string>.Empty;

    /// <summary>What roles set as they sign in, of those that have settings.</summary>
    public FrozenDictionary<string, OwnSettings> RoleSettings { get; init; } =
        FrozenDictionary<string, OwnSettings>.Empty;

    /// <summary>The relations of a schema, by name.</summary>
    public IEnumerable<Relation> Exposed(string schema) => _exposed.Values
        .Where(relation => relation.Schema == schema).OrderBy(relation => relation.Name, StringComparer.Ordinal);

    public int ExposedCount => _exposed.Count;

    public IEnumerable<Routine> Routines(string schema) =>
        _routines.Where(routines => routines.Key.Item1 == schema).SelectMany(routines => routines);

    public Relation? Find(string schema, string name) => _exposed.GetValueOrDefault((schema, name));

    public Relation? Find(uint oid) => _byOid.GetValueOrDefault(oid);

    /// <summary>The ways from a relation to others of its schema, over nothing that callers can't name.</summary>
    public IEnumerable<Relationship> RelationshipsOf(Relation relation) => _relationships[relation]
        .Where(one => one.To.Schema == relation.Schema && one.Through?.Relation.IsExposed != false);

    /// <summary>The relations of a schema that are related to others of it, be it over a hidden junction.</summary>
    public IEnumerable<Relation> RelatedIn(string schema) => _relationships
        .Where(related => related.Key.Schema == schema && related.Any(one => one.To.Schema == schema))
        .Select(related => related.Key);

    public IEnumerable<Routine> RoutinesNamed(string schema, string name) => _routines[(schema, name)];

    /// <summary>The functions of a relation's row, which are read like its columns.</summary>
    public IReadOnlySet<string> ComputedOf(Relation relation) =>
        _computed[(relation.Schema, relation.RowType)].ToFrozenSet();

    /// <summary>What makes a form of a target's answers, or of any (both empty); null for nothing.</summary>
    public Handler? HandlerOf(string schema, string target, string mediaType) =>
        _handlers[(schema, target, mediaType)].FirstOrDefault();

    /// <summary>The exposed relation whose name is nearest, or null when none is near.</summary>
    public string? Near(string schema, string name) =>
        Nearest.Find(name, Exposed(schema).Select(relation => relation.Name));
}
