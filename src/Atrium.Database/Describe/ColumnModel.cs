namespace Atrium.Database.Describe;

/// <summary>A column.</summary>
/// <param name="Name">Unquoted.</param>
/// <param name="Type">Its type.</param>
/// <param name="IsNullable">Always true in a view.</param>
/// <param name="Default">The expression; empty for none.</param>
/// <param name="IsGenerated">True where no value may be given.</param>
/// <param name="IsKey">True in the primary key.</param>
/// <param name="Comment">Empty for none.</param>
public sealed record ColumnModel(
    string Name, TypeModel Type, bool IsNullable, string Default, bool IsGenerated, bool IsKey, string Comment);
