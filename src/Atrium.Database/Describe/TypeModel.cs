namespace Atrium.Database.Describe;

/// <summary>A type where it is used.</summary>
/// <param name="Text">As SQL writes it, such as <c>character(3)</c> or <c>extensions.citext[]</c>.</param>
/// <param name="Name">Without schema, length or brackets; for an array that of its elements.</param>
/// <param name="IsArray">True for an array.</param>
/// <param name="BaseName">For a domain the type beneath, else the same as <paramref name="Name"/>.</param>
/// <param name="Relation">For a row of a table of this schema its name, else empty.</param>
public sealed record TypeModel(string Text, string Name, bool IsArray, string BaseName, string Relation);
