using System.Collections.Frozen;

namespace Atrium.Gateway.Rest.Query;

/// <summary>How the value of a comparison is written.</summary>
enum OperandForm
{
    /// <summary>As it stands.</summary>
    Plain,

    /// <summary>A pattern in which <c>*</c> may stand for <c>%</c>.</summary>
    Pattern,

    /// <summary>A list in parentheses; bound as an array.</summary>
    List,

    /// <summary>Words of a text search.</summary>
    Search,
}

/// <summary>One comparison of the filter language.</summary>
/// <param name="Name">As callers write it.</param>
/// <param name="Sql">As PostgreSQL writes it; for a text search the function that reads its words.</param>
/// <param name="Form">How the value is written.</param>
/// <param name="Quantifiable">Whether <c>(any)</c> and <c>(all)</c> may follow.</param>
sealed record Operator(string Name, string Sql, OperandForm Form, bool Quantifiable)
{
    public static readonly Operator In = new("in", "= any", OperandForm.List, false);

    static readonly FrozenDictionary<string, Operator> Known = new Operator[]
    {
        new("eq", "=", OperandForm.Plain, true),
        new("neq", "<>", OperandForm.Plain, false),
        new("gt", ">", OperandForm.Plain, true),
        new("gte", ">=", OperandForm.Plain, true),
        new("lt", "<", OperandForm.Plain, true),
        new("lte", "<=", OperandForm.Plain, true),
        new("like", "like", OperandForm.Pattern, true),
        new("ilike", "ilike", OperandForm.Pattern, true),
        new("match", "~", OperandForm.Plain, true),
        new("imatch", "~*", OperandForm.Plain, true),
        new("isdistinct", "is distinct from", OperandForm.Plain, false),
        In,
        new("cs", "@>", OperandForm.Plain, false),
        new("cd", "<@", OperandForm.Plain, false),
        new("ov", "&&", OperandForm.Plain, false),
        new("sl", "<<", OperandForm.Plain, false),
        new("sr", ">>", OperandForm.Plain, false),
        new("nxr", "&<", OperandForm.Plain, false),
        new("nxl", "&>", OperandForm.Plain, false),
        new("adj", "-|-", OperandForm.Plain, false),
        new("fts", "to_tsquery", OperandForm.Search, false),
        new("plfts", "plainto_tsquery", OperandForm.Search, false),
        new("phfts", "phraseto_tsquery", OperandForm.Search, false),
        new("wfts", "websearch_to_tsquery", OperandForm.Search, false),
    }.ToFrozenDictionary(known => known.Name);

    public static Operator? Find(ReadOnlySpan<char> name) =>
        Known.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out var found) ? found : null;
}
