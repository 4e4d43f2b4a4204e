namespace Atrium.Database.Describe;

/// <summary>A foreign key.</summary>
/// <param name="Name">Of the constraint.</param>
/// <param name="Columns">In the order of the key.</param>
/// <param name="Table">The referenced table, without its schema.</param>
/// <param name="ReferencedColumns">In the same order.</param>
/// <param name="IsOneToOne">True where the columns are unique.</param>
/// <param name="IsNear">True where the referenced table lies in the same schema.</param>
public sealed record ForeignKeyModel(
    string Name, IReadOnlyList<string> Columns, string Table, IReadOnlyList<string> ReferencedColumns,
    bool IsOneToOne, bool IsNear);
