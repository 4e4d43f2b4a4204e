using Atrium.Database.Prove.Facts;

namespace Atrium.Database.Prove.World;

/// <summary>How much of a row is filled: the database takes the first form that its checks allow.</summary>
/// <param name="Texts">Every text, where it may be empty too.</param>
/// <param name="Times">Every instant, and who took a step.</param>
/// <param name="People">Whose it is, where that may be empty.</param>
/// <param name="Links">What it hangs on, where that may be empty.</param>
/// <param name="Client">Its client, where that may be empty.</param>
/// <param name="Style">Which of the numbers that fit.</param>
/// <param name="Tied">Columns that a check ties together, filled whether they may be empty or not.</param>
sealed record Form(
    bool Texts, bool Times, bool People, bool Links, bool Client, int Style, IReadOnlyList<string> Tied)
{
    const int MostTied = 10;

    static readonly Form Bare = new(false, false, true, true, true, 0, []);

    /// <summary>The forms of a table's rows, from full to bare and from likely to odd.</summary>
    public static IReadOnlyList<Form> Of(TableFacts table)
    {
        var tied = table.Checks.Where(check => check.Columns.Count > 1).SelectMany(check => check.Columns).Distinct()
            .Where(name => table.Column(name) is { } column && (!column.NotNull || column.HasDefault)).Take(MostTied)
            .ToList();
        List<Form> plain =
        [
            Bare with { Texts = true }, Bare, Bare with { Times = true },
            Bare with { Links = false }, Bare with { People = false }, Bare with { People = false, Links = false },
        ];
        var alone = plain[^1];
        var pairs = tied.SelectMany((one, place) => tied.Skip(place + 1).Select(other => new[] { one, other }))
            .ToList();
        return
        [
            .. plain,
            .. Enumerable.Range(1, 4).Select(style => Bare with { Style = style }),
            .. tied.Select(name => Bare with { Links = false, Tied = [name] }),
            .. tied.Select(name => alone with { Tied = [name] }),
            .. pairs.Select(pair => alone with { Tied = pair }),
            .. pairs.Select(pair => Bare with { Tied = pair }),
            .. plain.Select(form => form with { Client = false }),
        ];
    }
}
