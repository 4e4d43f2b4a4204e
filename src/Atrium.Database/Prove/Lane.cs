using Atrium.Database.Prove.Attacks;

namespace Atrium.Database.Prove;

/// <summary>
/// One of several sessions that prove at the same time, each with a world of its own and its share of the attackers.
/// People of one role stay together: of what a role needs it is enough that one of them can do it.
/// </summary>
/// <param name="Number">Which, from 0; the first also says what no attempt is needed for.</param>
/// <param name="Count">How many there are.</param>
sealed record Lane(int Number, int Count)
{
    const int Most = 4;

    /// <summary>Whether it is the first.</summary>
    public bool IsFirst => Number == 0;

    /// <summary>
    /// As many as there are processors, up to four; one where faults are made, which others would wait for, and where
    /// so little is asked for that making a second world would take longer.
    /// </summary>
    public static IReadOnlyList<Lane> For(ProveOptions options)
    {
        var isSmall = options.Mutate || options.Objects.Count > 0 || options.Roles.Count > 0;
        var count = isSmall ? 1 : Math.Clamp(Environment.ProcessorCount, 1, Most);
        return [.. Enumerable.Range(0, count).Select(number => new Lane(number, count))];
    }

    /// <summary>Its share of everybody: role by role to whoever has the fewest so far.</summary>
    public IReadOnlyList<Attacker> Share(IReadOnlyList<Attacker> everybody)
    {
        var shares = Enumerable.Range(0, Count).Select(_ => new List<Attacker>()).ToList();
        foreach (var role in everybody.GroupBy(each => each.Role).OrderByDescending(role => role.Count()))
        {
            shares.MinBy(share => share.Count)?.AddRange(role);
        }

        return [.. everybody.Where(shares[Number].Contains)];
    }
}
