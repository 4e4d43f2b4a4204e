namespace Atrium.Database.Describe;

/// <summary>What one schema offers, as people and programs want to read it.</summary>
/// <param name="Tables">Tables and views, by name; partitions are left out.</param>
/// <param name="Functions">By name and signature; functions of triggers are left out.</param>
/// <param name="ClosedSets">Enumerations and domains whose check lists their values, by name.</param>
public sealed record SchemaModel(
    IReadOnlyList<TableModel> Tables, IReadOnlyList<FunctionModel> Functions, IReadOnlyList<ClosedSet> ClosedSets);
