namespace Atrium.Gateway.Rest.Schema;

/// <summary>A way from the rows of one relation to those of another.</summary>
/// <param name="Name">The foreign key, for a junction both, or the function that computes it.</param>
/// <param name="From">Where one stands.</param>
/// <param name="To">What is embedded.</param>
/// <param name="Cardinality">How many rows meet how many.</param>
/// <param name="Columns">Pairs of columns that must be equal; for a junction those from here to the junction.</param>
/// <param name="Through">The junction, or null.</param>
/// <param name="Computed">The function that yields the related rows, or null.</param>
sealed record Relationship(
    string Name,
    Relation From,
    Relation To,
    Cardinality Cardinality,
    IReadOnlyList<ColumnPair> Columns,
    Junction? Through,
    Routine? Computed)
{
    public bool IsToOne => Cardinality is Cardinality.ManyToOne or Cardinality.OneToOne;

    /// <summary>The foreign key belongs to the other side.</summary>
    public bool IsInverse { get; init; }

    public bool IsSelf => From == To;

    /// <summary>
    /// The one column that tells this foreign key from others, in this relation (to-one) or in the other; columns of
    /// one name on both sides, as the tenant's, don't count. Null when there is none or several.
    /// </summary>
    public string? TellingColumn
    {
        get
        {
            var telling = Columns.Where(pair => Columns.Count == 1 || pair.From != pair.To).ToList();
            return telling.Count != 1 ? null
                : Cardinality == Cardinality.OneToMany ? telling[0].To
                : telling[0].From;
        }
    }

    /// <summary>The column, on either side, is what tells this foreign key from others.</summary>
    public bool HasColumn(string column) => Through is null
        && ((Columns.Count == 1 && (Columns[0].From == column || Columns[0].To == column)) || TellingColumn == column);

    /// <summary>As a message may show it: <c>many-to-one</c>.</summary>
    public string CardinalityText => Cardinality switch
    {
        Cardinality.ManyToOne => "many-to-one",
        Cardinality.OneToMany => "one-to-many",
        Cardinality.OneToOne => "one-to-one",
        Cardinality.ManyToMany => "many-to-many",
        _ => throw new InvalidOperationException(),
    };
}

/// <summary>The relation between two others.</summary>
/// <param name="Relation">The junction.</param>
/// <param name="Columns">Pairs of columns from the junction to the target that must be equal.</param>
sealed record Junction(Relation Relation, IReadOnlyList<ColumnPair> Columns);

/// <summary>Two columns that must be equal.</summary>
/// <param name="From">Column of the side one comes from.</param>
/// <param name="To">Column of the side one goes to.</param>
readonly record struct ColumnPair(string From, string To);

/// <summary>How many rows meet how many.</summary>
enum Cardinality
{
    OneToMany,
    ManyToOne,
    OneToOne,
    ManyToMany,
}
