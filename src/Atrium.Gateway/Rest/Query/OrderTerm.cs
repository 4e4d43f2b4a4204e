namespace Atrium.Gateway.Rest.Query;

/// <summary>One term of an order.</summary>
/// <param name="Embed">To-one relation whose field decides, or null for the rows' own.</param>
/// <param name="Field">The field that decides.</param>
/// <param name="Descending">Largest first.</param>
/// <param name="NullsFirst">Where nulls stand; null for PostgreSQL's own (last, or first when descending).</param>
sealed record OrderTerm(string? Embed, Field Field, bool Descending, bool? NullsFirst);
