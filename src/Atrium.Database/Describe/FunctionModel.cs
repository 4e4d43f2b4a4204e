namespace Atrium.Database.Describe;

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
