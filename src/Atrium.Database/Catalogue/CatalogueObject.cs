namespace Atrium.Database.Catalogue;

/// <summary>
/// One thing the catalogue holds, small enough that each difference has a statement of its own: a column, its default
/// and
/// its comment are three.
/// </summary>
/// <param name="Kind">What it is, such as <c>policy</c>; also its place in the order of creation.</param>
/// <param name="Name">Unique within its kind, quoted where need be, such as <c>people_read on public.users</c>.</param>
/// <param name="Schema">The schema it lies in; empty for what lies in none.</param>
/// <param name="Parent">The relation or routine it belongs to, as kind and name; empty for none.</param>
/// <param name="Definition">All that is compared.</param>
/// <param name="Create">SQL that makes it.</param>
/// <param name="Drop">SQL that removes it; empty where it can only be replaced.</param>
/// <param name="Replace">SQL that turns another definition into this one; empty for drop and create.</param>
public sealed record CatalogueObject(
    string Kind, string Name, string Schema, string Parent, string Definition, string Create,
    string Drop, string Replace)
{
    /// <summary>Unique in a catalogue.</summary>
    public string Key => $"{Kind} {Name}";
}
