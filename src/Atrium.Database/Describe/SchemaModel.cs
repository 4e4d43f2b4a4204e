namespace Atrium.Database.Describe;

/// <summary>What one schema offers, as people and programs want to read it.</summary>
/// <param name="Tables">Tables and views, by name; partitions are left out.</param>
/// <param name="Functions">By name and signature; functions of triggers are left out.</param>
/// <param name="ClosedSets">Enumerations and domains whose check lists their values, by name.</param>
public sealed record SchemaModel(
    IReadOnlyList<TableModel> Tables, IReadOnlyList<FunctionModel> Functions, IReadOnlyList<ClosedSet> ClosedSets);

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

/// <summary>A type where it is used.</summary>
/// <param name="Text">As SQL writes it, such as <c>character(3)</c> or <c>extensions.citext[]</c>.</param>
/// <param name="Name">Without schema, length or brackets; for an array that of its elements.</param>
/// <param name="IsArray">True for an array.</param>
/// <param name="BaseName">For a domain the type beneath, else the same as <paramref name="Name"/>.</param>
/// <param name="Relation">For a row of a table of this schema its name, else empty.</param>
public sealed record TypeModel(string Text, string Name, bool IsArray, string BaseName, string Relation);

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

/// <summary>A policy.</summary>
/// <param name="Command"><c>select</c>, <c>insert</c>, <c>update</c>, <c>delete</c> or <c>all</c>.</param>
/// <param name="Roles">Sorted, joined by a comma.</param>
/// <param name="Using">Which rows; empty for none.</param>
/// <param name="Check">Which new rows; empty for none.</param>
public sealed record PolicyModel(string Command, string Roles, string Using, string Check);

/// <summary>A function that can be called.</summary>
/// <param name="Name">Without its schema.</param>
/// <param name="Arguments">Those that go in.</param>
/// <param name="Returns">Its result; <c>record</c> where <paramref name="Columns"/> say more.</param>
/// <param name="Columns">Of a result that is a table; empty otherwise.</param>
/// <param name="IsSet">True where it returns any number of rows.</param>
/// <param name="Comment">Empty for none.</param>
public sealed record FunctionModel(
    string Name, IReadOnlyList<ArgumentModel> Arguments, TypeModel Returns, IReadOnlyList<ArgumentModel> Columns,
    bool IsSet, string Comment);

/// <summary>An argument or a column of a result.</summary>
/// <param name="Name">Empty for one without a name.</param>
/// <param name="Type">Its type.</param>
/// <param name="IsOptional">True where it has a default.</param>
public sealed record ArgumentModel(string Name, TypeModel Type, bool IsOptional);

/// <summary>A type of few values.</summary>
/// <param name="Name">Of the domain or enumeration.</param>
/// <param name="Values">In the order of their definition.</param>
public sealed record ClosedSet(string Name, IReadOnlyList<string> Values);
