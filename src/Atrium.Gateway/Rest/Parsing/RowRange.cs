using System.Globalization;

namespace Atrium.Gateway.Rest.Parsing;

/// <summary>
/// Which rows are asked for: by the <c>Range</c> header, or by <c>limit</c> and <c>offset</c>.
/// </summary>
/// <param name="Offset">Rows left out first, 0 or more.</param>
/// <param name="Limit">Rows at most, or null for no limit.</param>
readonly record struct RowRange(long Offset, long? Limit)
{
    public static readonly RowRange All = new(0, null);

    /// <summary>Reads <c>0-24</c> or <c>25-</c>; anything else asks for all rows.</summary>
    public static RowRange Parse(string? header)
    {
        if (string.IsNullOrEmpty(header))
        {
            return All;
        }

        var text = header.StartsWith("items=", StringComparison.Ordinal) ? header.AsSpan(6) : header;
        var dash = text.IndexOf('-');
        if (dash < 1 || !Number(text[..dash], out var first))
        {
            return All;
        }

        if (dash == text.Length - 1)
        {
            return new RowRange(first, null);
        }

        if (!Number(text[(dash + 1)..], out var last))
        {
            return All;
        }

        return last >= first
            ? new RowRange(first, last - first + 1)
            : throw RestErrors.BadRange(
                "The lower boundary must be lower than or equal to the upper boundary in the Range header.");
    }

    /// <summary>The rows that both the header and the query string ask for.</summary>
    public static RowRange Meet(RowRange header, long? offset, long? limit)
    {
        if (limit < 0)
        {
            throw RestErrors.BadRange("Limit should be greater than or equal to zero.");
        }

        var first = Math.Max(header.Offset, offset ?? 0);
        var end = Least(EndOf(header.Offset, header.Limit), EndOf(offset ?? 0, limit));
        return end - first < 0 || (end == first && limit != 0)
            ? limit == 0 ? new RowRange(first, 0)
                : throw RestErrors.BadRange("Limit should be greater than or equal to zero.")
            : new RowRange(first, end - first);
    }

    /// <summary>The lesser of two bounds; null is none.</summary>
    public static long? Least(long? one, long? other) =>
        one is { } a && other is { } b ? Math.Min(a, b) : one ?? other;

    static long? EndOf(long offset, long? limit) => limit is { } rows ? offset + rows : null;

    static bool Number(ReadOnlySpan<char> text, out long number) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number)
        && number < long.MaxValue / 2;
}
