using System.Globalization;
using System.Text;

namespace Atrium.Gateway.Rest.Sql;

/// <summary>SQL with its parameters, ready for any request of its shape.</summary>
/// <param name="Sql">The statement.</param>
/// <param name="Slots">What is bound to <c>$1</c>, <c>$2</c> and so on.</param>
sealed record SqlTemplate(string Sql, IReadOnlyList<Slot> Slots);

/// <summary>What of a request is bound to a parameter.</summary>
/// <param name="Kind">Which part of the request.</param>
/// <param name="Index">Index among operands or arguments.</param>
/// <param name="Path">Scope of a limit or offset.</param>
readonly record struct Slot(SlotKind Kind, int Index = 0, string Path = "");

/// <summary>The parts of a request that are bound.</summary>
enum SlotKind
{
    Operand,
    Argument,

    /// <summary>All arguments of one name, as an array.</summary>
    Arguments,
    Limit,
    Offset,
    Body,

    /// <summary>The body as it came, for a function that takes text or bytes.</summary>
    RawBody,
}

/// <summary>
/// Builds a statement. Names go through the one quoting function, values are bound, nothing else is written.
/// </summary>
sealed class SqlText
{
    readonly StringBuilder _sql = new();
    readonly List<Slot> _slots = [];

    public SqlText Write(string sql)
    {
        _sql.Append(sql);
        return this;
    }

    public SqlText Bind(Slot slot)
    {
        _slots.Add(slot);
        _sql.Append('$').Append(_slots.Count.ToString(CultureInfo.InvariantCulture));
        return this;
    }

    /// <summary>Writes each item, with <paramref name="between"/> between them.</summary>
    public SqlText Join<T>(IEnumerable<T> items, string between, Action<T> write)
    {
        var first = true;
        foreach (var item in items)
        {
            _sql.Append(first ? "" : between);
            write(item);
            first = false;
        }

        return this;
    }

    public SqlTemplate Done() => new(_sql.ToString(), _slots);
}
