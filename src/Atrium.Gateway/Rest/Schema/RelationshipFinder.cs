namespace Atrium.Gateway.Rest.Schema;

/// <summary>
/// Makes the relationships of all foreign keys: between tables, through views, over junctions, computed.
/// </summary>
static class RelationshipFinder
{
    public static IReadOnlyList<Relationship> All(
        IReadOnlyList<Relation> relations, Origins origins, IReadOnlyList<Key> keys, IReadOnlyList<Routine> routines)
    {
        var byOid = relations.ToDictionary(relation => relation.Oid);
        var all = keys.Where(key => key.Kind == 'f').SelectMany(key => OfKey(key, byOid, origins)).ToList();
        var direct = all.Where(relationship => relationship.From.IsExposed).ToList();
        var inverse = direct.Select(Inverse);
        var junctions = all.GroupBy(relationship => relationship.From).SelectMany(OverJunction);
        return
        [
            .. direct, .. inverse, .. junctions,
            .. routines.Select(routine => OfRoutine(routine, relations, byOid)).OfType<Relationship>(),
        ];
    }

    // A view takes part where it shows every column of the key. What callers can't name may still be a junction.
    static IEnumerable<Relationship> OfKey(Key key, Dictionary<uint, Relation> byOid, Origins origins)
    {
        var single = origins.UniqueKeysOf(key.Table).Any(unique => unique.Columns.All(key.Columns.Contains));
        var cardinality = single ? Cardinality.OneToOne : Cardinality.ManyToOne;
        foreach (var from in Showing(key.Table, key.Columns, byOid, origins))
        {
            foreach (var to in Showing(key.Target, key.TargetColumns, byOid, origins)
                .Where(shown => shown.Relation.IsExposed))
            {
                var pairs = from.Names.Zip(to.Names, (a, b) => new ColumnPair(a, b)).ToList();
                yield return new Relationship(key.Name, from.Relation, to.Relation, cardinality, pairs, null, null);
            }
        }
    }

    static IEnumerable<(Relation Relation, string[] Names)> Showing(
        uint table, short[] columns, Dictionary<uint, Relation> byOid, Origins origins)
    {
        foreach (var oid in origins.ShowingAny(table))
        {
            if (!byOid.TryGetValue(oid, out var relation))
            {
                continue;
            }

            foreach (var names in origins.NamesIn(oid, table, columns))
            {
                yield return (relation, names);
            }
        }
    }

    static Relationship Inverse(Relationship relationship) => relationship with
    {
        From = relationship.To,
        To = relationship.From,
        Cardinality = relationship.Cardinality == Cardinality.OneToOne ? Cardinality.OneToOne : Cardinality.OneToMany,
        Columns = [.. relationship.Columns.Select(pair => new ColumnPair(pair.To, pair.From))],
        IsInverse = true,
    };

    // Two keys that are part of a table's primary key make it a junction.
    static IEnumerable<Relationship> OverJunction(IGrouping<Relation, Relationship> keys)
    {
        var junction = keys.Key;
        var parts = keys
            .Where(key => key.Cardinality == Cardinality.ManyToOne
                && key.Columns.All(pair => junction.PrimaryKey.Contains(pair.From)))
            .ToList();
        return
            from near in parts
            from far in parts
            where near.Name != far.Name
            select new Relationship(
                $"{junction.Name} using {near.Name}({Names(near)}) and {far.Name}({Names(far)})",
                near.To,
                far.To,
                Cardinality.ManyToMany,
                [.. near.Columns.Select(pair => new ColumnPair(pair.To, pair.From))],
                new Junction(junction, far.Columns),
                null);
    }

    static string Names(Relationship key) => string.Join(", ", key.Columns.Select(pair => pair.From));

    // A function of one row that yields rows of a relation.
    static Relationship? OfRoutine(Routine routine, IReadOnlyList<Relation> relations, Dictionary<uint, Relation> byOid)
    {
        if (routine is not { Returns: ReturnKind.Row, Parameters: [var parameter] }
            || !byOid.TryGetValue(routine.RelationOid, out var to)
            || relations.FirstOrDefault(relation => relation.RowType == parameter.TypeOid) is not { } from)
        {
            return null;
        }

        var cardinality = routine.IsSet && !routine.IsOneRow ? Cardinality.OneToMany : Cardinality.ManyToOne;
        return new Relationship(routine.Name, from, to, cardinality, [], null, routine);
    }
}
