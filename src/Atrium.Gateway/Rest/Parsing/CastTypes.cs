using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Atrium.Kernel;

namespace Atrium.Gateway.Rest.Parsing;

/// <summary>
/// Turns the type of a cast into SQL: words the grammar knows as they are, any other as a quoted name.
/// </summary>
static partial class CastTypes
{
    static readonly FrozenSet<string> Words = new[]
    {
        "bigint", "bit", "bit varying", "boolean", "bool", "char", "character", "character varying", "date", "decimal",
        "double precision", "float", "float4", "float8", "int", "int2", "int4", "int8", "integer", "interval", "json",
        "jsonb", "numeric", "real", "smallint", "text", "time", "time with time zone", "time without time zone",
        "timestamp", "timestamp with time zone", "timestamp without time zone", "timestamptz", "timetz", "uuid",
        "varchar",
    }.ToFrozenSet();

    /// <returns>SQL of the type, or null when the text is no type's name.</returns>
    public static string? Find(string text)
    {
        var match = Shape().Match(text);
        if (!match.Success)
        {
            return null;
        }

        var name = match.Groups["name"].Value;
        var known = Words.Contains(name.ToLowerInvariant());
        return (known, match.Groups["size"].Length) switch
        {
            (true, _) => text.ToLowerInvariant(),
            (false, 0) => SqlNames.Quote(name) + match.Groups["array"].Value,
            _ => null,
        };
    }

    [GeneratedRegex(
        @"^(?<name>[\p{L}_][\p{L}\p{N}_ ]{0,62})(?<size>\([0-9]{1,9}(,[0-9]{1,9})?\))?(?<array>(\[\]){0,3})$")]
    private static partial Regex Shape();
}
