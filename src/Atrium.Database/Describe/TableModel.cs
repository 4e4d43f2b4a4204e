namespace Atrium.Database.Describe;

/// <summary>A table or a view.</summary>
/// <param name="Name">Without its schema.</param>
/// <param name="IsView">True for views, materialized ones included.</param>
/// <param name="IsUpdatable">True where rows can be inserted or updated.</param>
/// <param name="Comment">Empty for none.</param>
/// <param name="Columns">In their order.</param>
/// <param name="ForeignKeys">By name.</param>
/// <param name="Policies">By command and name.</param>
public sealed record TableModel(
    string Name, bool IsView, bool IsUpdatable, string Comment, IReadOnlyList<ColumnModel> Columns,
    IReadOnlyList<ForeignKeyModel> ForeignKeys, IReadOnlyList<PolicyModel> Policies);
