using System.Collections.Frozen;

namespace Atrium.Gateway.Rest.Schema;

/// <summary>What the database holds, as one load found it. Never changes; a newer load replaces it.</summary>
sealed class Catalogue
{
    /// <summary>The one schema callers may name.</summary>
    public const string ExposedSchema = "public";

    readonly FrozenDictionary<uint, Relation> _byOid;
    readonly FrozenDictionary<string, Relation> _exposed;
    readonly ILookup<Relation, Relationship> _relationships;
    readonly ILookup<string, Routine> _routines;

    public Catalogue(
        string signature,
        IReadOnlyList<Relation> relations,
        IEnumerable<Relationship> relationships,
        IEnumerable<Routine> routines)
    {
        Signature = signature;
        _byOid = relations.ToFrozenDictionary(relation => relation.Oid);
        _exposed = relations.Where(relation => relation.IsExposed).ToFrozenDictionary(relation => relation.Name);
        _relationships = relationships.ToLookup(relationship => relationship.From);
        _routines = routines.ToLookup(routine => routine.Name);
    }

    /// <summary>Tells two states of the database apart.</summary>
    public string Signature { get; }

    public IEnumerable<Relation> Exposed => _exposed.Values.OrderBy(relation => relation.Name, StringComparer.Ordinal);

    public IEnumerable<Routine> Routines => _routines.SelectMany(routines => routines);

    public Relation? Find(string name) => _exposed.GetValueOrDefault(name);

    public Relation? Find(uint oid) => _byOid.GetValueOrDefault(oid);

    public IEnumerable<Relationship> RelationshipsOf(Relation relation) => _relationships[relation];

    public IEnumerable<Routine> RoutinesNamed(string name) => _routines[name];

    /// <summary>The exposed relation whose name is nearest, or null when none is near.</summary>
    public string? Near(string name) => Nearest.Find(name, _exposed.Keys);
}
