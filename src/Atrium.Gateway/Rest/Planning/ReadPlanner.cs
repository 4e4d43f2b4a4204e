using Atrium.Gateway.Rest.Query;
using Atrium.Gateway.Rest.Schema;
using Atrium.Kernel;

namespace Atrium.Gateway.Rest.Planning;

/// <summary>Resolves a select tree against the catalogue.</summary>
/// <param name="catalogue">What there is.</param>
/// <param name="query">What is asked.</param>
/// <param name="options">What may be asked.</param>
sealed class ReadPlanner(Catalogue catalogue, RestQuery query, RestOptions options)
{
    readonly HashSet<string> _paths = [];

    // Text of JSON is not grouped by.
    readonly bool _isBinary = options.IsLiteral || query.Select.Any(HasAggregates);
    int _aliases;

    /// <summary>Plans the rows of <paramref name="relation"/>.</summary>
    /// <param name="relation">Shape of the rows; null for a function's own columns.</param>
    /// <param name="source">SQL of what is read from.</param>
    /// <param name="name">What SQL calls the rows.</param>
    /// <param name="isFiltered">The root's conditions and limit belong to the reading, and not to a write before
    /// it.</param>
    public ReadNode Root(Relation? relation, string source, string name, bool isFiltered)
    {
        var scope = query.Root;
        _paths.Add("");
        var root = new ReadNode
        {
            Path = "",
            Alias = name,
            Source = source,
            Relation = relation,
            OutputName = name,
            Outputs = Outputs(relation, query.Select, ""),
            Conditions = isFiltered ? scope.Conditions : [],
            Order = scope.Order,
            IsLimited = isFiltered,
            HasOffset = isFiltered && scope.Offset is not null,
        };
        foreach (var path in query.Scopes.Keys.Where(path => !_paths.Contains(path)))
        {
            throw RestErrors.UnknownEmbed(Unknown(path));
        }

        Check(root);
        return root;
    }

    List<Output> Outputs(Relation? relation, IReadOnlyList<SelectItem> items, string path) =>
    [
        .. items.Select(item => item switch
        {
            EmbedItem embed => new Output(null, Embed(relation, embed, path)),
            FieldItem { Aggregate: not null } when !options.AllowsAggregates => throw RestErrors.NoAggregates(),
            FieldItem field => new Output(field, null),
            _ => throw new InvalidOperationException(),
        }),
    ];

    ReadNode Embed(Relation? parent, EmbedItem item, string parentPath)
    {
        if (parent is null)
        {
            throw RestErrors.Of(
                400,
                "PGRST200",
                $"Could not find a relationship between the function's result and '{RestErrors.Short(item.Target)}'");
        }

        var link = LinkFinder.Find(catalogue, parent, item);
        var path = PathOf(parentPath, item);
        _paths.Add(path);
        var scope = query.ScopeOf(path);
        var toMany = !link.IsToOne;
        var outputs = Outputs(link.To, item.Items, path);
        if (toMany && item.Spread && HoistsAggregates(item))
        {
            throw RestErrors.NoAggregatesOfArrays();
        }

        return new ReadNode
        {
            Path = path,
            Alias = $"{link.To.Name}_{++_aliases}",
            Source = SqlNames.Quote(link.To.Schema, link.To.Name),
            Relation = link.To,
            OutputName = item.OutputName,
            Link = link,
            Join = item.Join,
            Spread = item.Spread,
            IsBinary = _isBinary,
            Outputs = outputs,
            Conditions = scope.Conditions,
            Order = scope.Order,
            IsLimited = scope.Limit is not null || (toMany && options.MaxRows is not null),
            Limit = scope.Limit is null ? options.MaxRows : null,
            HasOffset = scope.Offset is not null,
        };
    }

    // The first part of a path that names nothing.
    string Unknown(string path)
    {
        var parts = path.Split('.');
        var known = 0;
        while (known < parts.Length - 1 && _paths.Contains(string.Join('.', parts[..(known + 1)])))
        {
            known++;
        }

        return parts[known];
    }

    static bool HasAggregates(SelectItem item) => item switch
    {
        FieldItem field => field.Aggregate is not null,
        EmbedItem embed => embed.Items.Any(HasAggregates),
        _ => false,
    };

    // What is spread of one row is aggregated over its parent's rows.
    static bool HoistsAggregates(EmbedItem item) => item.Items.Any(inner =>
        inner is FieldItem { Aggregate: not null }
            || (inner is EmbedItem { Spread: true } spread && HoistsAggregates(spread)));

    // By its alias; or where nothing is said of that, by the name it was taken by.
    string PathOf(string parentPath, EmbedItem item)
    {
        var before = parentPath.Length == 0 ? "" : parentPath + ".";
        var byTarget = before + item.Target;
        return item.Alias is null || IsSaid(before + item.Alias) || !IsSaid(byTarget)
            ? before + item.OutputName
            : byTarget;
    }

    bool IsSaid(string path) => query.Scopes.Keys.Any(scope =>
        scope.StartsWith(path, StringComparison.Ordinal)
        && (scope.Length == path.Length || scope[path.Length] == '.'));

    static void Check(ReadNode node)
    {
        foreach (var term in node.Order.Where(term => term.Embed is not null))
        {
            var embed = node.EmbedNamed(term.Embed ?? "") ?? throw RestErrors.UnknownEmbed(term.Embed ?? "");
            if (!embed.IsToOne)
            {
                throw RestErrors.OrderOnToMany(node.OutputName, embed.OutputName);
            }
        }

        foreach (var comparison in node.Conditions.OfType<Comparison>())
        {
            // A column of the name is meant before an embedding of it.
            if (comparison.Field.Path.Count == 0
                && node.Relation?.ColumnsByName.ContainsKey(comparison.Field.Name) != true
                && node.EmbedNamed(comparison.Field.Name) is { } embed)
            {
                throw RestErrors.BadEmbedFilter(embed.OutputName);
            }
        }

        foreach (var embed in node.Embeds)
        {
            Check(embed);
        }
    }
}
