namespace Atrium.Gateway.Rest.Schema;

/// <summary>A primary key (p), unique (u) or foreign key (f) constraint.</summary>
/// <param name="Table">The table it stands on.</param>
/// <param name="Name">Its name.</param>
/// <param name="Kind">p, u or f.</param>
/// <param name="Columns">Its column numbers.</param>
/// <param name="Target">The table a foreign key refers to; else 0.</param>
/// <param name="TargetColumns">The columns referred to, in the same order.</param>
sealed record Key(uint Table, string Name, char Kind, short[] Columns, uint Target, short[] TargetColumns);

/// <summary>Follows the columns of views down to the tables they come from.</summary>
/// <param name="views">Of each view, from which column of which relation each of its columns comes.</param>
/// <param name="columnsOf">The columns of each relation.</param>
/// <param name="keys">All keys.</param>
sealed class Origins(
    IReadOnlyDictionary<uint, IReadOnlyList<ViewColumn>> views,
    ILookup<uint, Column> columnsOf,
    IReadOnlyList<Key> keys)
{
    const int MaxDepth = 16;

    readonly Dictionary<uint, IReadOnlyList<ViewColumn>> _resolved = [];
    readonly ILookup<uint, Key> _keys = keys.ToLookup(key => key.Table);

    /// <summary>The keys that hold rows of a table apart.</summary>
    public IEnumerable<Key> UniqueKeysOf(uint table) => _keys[table].Where(key => key.Kind is 'p' or 'u');

    /// <summary>
    /// Where each column of a relation comes from, at last: of a table from itself, of a view from its tables.
    /// Computed columns come from nowhere and are left out.
    /// </summary>
    public IReadOnlyList<ViewColumn> Of(uint relation) => Of(relation, 0);

    /// <summary>
    /// The names, in a table or view, of a table's columns; none unless it shows them all, several where it shows one
    /// more than once.
    /// </summary>
    public IEnumerable<string[]> NamesIn(uint relation, uint table, IReadOnlyList<short> columns)
    {
        var shown = Of(relation);
        var names = columnsOf[relation].ToDictionary(column => column.Position, column => column.Name);
        IEnumerable<string[]> found = [[]];
        foreach (var wanted in columns)
        {
            var here = shown.Where(column => column.Table == table && column.TableColumn == wanted)
                .Select(column => names.GetValueOrDefault(column.Position)).OfType<string>().ToList();
            found = found.SelectMany(before => here.Select(name => (string[])[.. before, name]));
        }

        return found;
    }

    /// <summary>The primary key of a table; of a view those of its tables whose keys it shows; else empty.</summary>
    public IReadOnlyList<string> PrimaryKeyOf(uint relation) =>
    [
        .. Of(relation).Select(column => column.Table).Distinct()
            .SelectMany(table => _keys[table].Where(key => key.Kind == 'p'))
            .SelectMany(key => NamesIn(relation, key.Table, key.Columns).FirstOrDefault() ?? [])
            .Distinct(),
    ];

    /// <summary>Views that show columns of a table, with the table itself first.</summary>
    public IEnumerable<uint> ShowingAny(uint table) =>
        views.Keys.Order().Where(view => Of(view).Any(column => column.Table == table)).Prepend(table);

    IReadOnlyList<ViewColumn> Of(uint relation, int depth)
    {
        if (_resolved.TryGetValue(relation, out var known))
        {
            return known;
        }

        IReadOnlyList<ViewColumn> found = views.TryGetValue(relation, out var direct) && depth < MaxDepth
            ? [.. direct.SelectMany(column => Of(column.Table, depth + 1)
                .Where(below => below.Position == column.TableColumn)
                .Select(below => column with { Table = below.Table, TableColumn = below.TableColumn }))]
            : [.. columnsOf[relation].Select(column => new ViewColumn(column.Position, relation, column.Position))];
        _resolved[relation] = found;
        return found;
    }
}
