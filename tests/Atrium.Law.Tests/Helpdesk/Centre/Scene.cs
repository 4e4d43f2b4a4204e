using Atrium.Testing;

namespace Atrium.Law.Tests.Helpdesk.Centre;

/// <summary>
/// A database with the people of <c>tests.two_agencies()</c> and what one of the help desk's helpers puts beside them.
/// </summary>
/// <param name="helper">The function of <c>database/helpdesk/testing.sql</c> that sets the scene.</param>
/// <param name="names">What it remembers besides the people.</param>
public abstract class Scene(string helper, params IEnumerable<string> names)
    : CastDatabase(helper, ["a1", "a2", "b1", .. names])
{
    /// <summary>Who of everybody, anon among them, gets a statement through.</summary>
    public async Task<IReadOnlyList<string>> WhoMayAsync(string sql)
    {
        List<string> may = [];
        foreach (var person in People.Append("anon"))
        {
            if (await GoesThroughAsync(person, sql))
            {
                may.Add(person);
            }
        }

        return may;
    }

    /// <summary>What came back by refusals: how many went through, and the codes of the others.</summary>
    public static async Task<(int Through, IReadOnlyList<string> Codes)> AtOnceAsync(
        int workers, Func<int, Task<string?>> attempt)
    {
        var refusals = await Task.WhenAll(Enumerable.Range(0, workers).Select(attempt));
        return (refusals.Count(refusal => refusal is null), [.. refusals.OfType<string>().Distinct()]);
    }
}
