namespace Atrium.Database.Describe;

/// <summary>An argument or a column of a result.</summary>
/// <param name="Name">Empty for one without a name.</param>
/// <param name="Type">Its type.</param>
/// <param name="IsOptional">True where it has a default.</param>
public sealed record ArgumentModel(string Name, TypeModel Type, bool IsOptional);
