using System.Globalization;
using Atrium.Database.Prove.Attacks;
using Atrium.Database.Prove.Facts;

namespace Atrium.Database.Prove.Beyond;

/// <summary>
/// What somebody must not see must not show in anything they may ask either: not in a sum, an order or a count. Every
/// question is asked twice, and between the two what is hidden from the asker is made another.
/// </summary>
/// <param name="session">With the world in its open transaction.</param>
/// <param name="battle">What the questions are made of.</param>
sealed class Influence(SqlSession session, Battle battle)
{
    /// <summary>Who is asked about other agencies: one of each reach.</summary>
    static readonly string[] Askers = ["owner", "pm", "member", "customer"];

    /// <summary>Who is asked about amounts.</summary>
    static readonly string[] Curious = ["admin", "finance", "pm", "account", "agent", "member", "customer"];

    /// <summary>What is hidden, from whom, and how it is made another.</summary>
    public IEnumerable<Veil> Veils()
    {
        yield return new(
            "rows of other agencies show in the answer", [.. battle.Attackers.Where(each => Askers.Contains(each.Key))],
            [
                .. battle.Targets.Where(target => target.Table.Parent.Length == 0
                        && (target.Table.Column("agency_id") ?? target.Table.Column("client_id")) is not null
                        && target.Rows.Any(row => row.Place.Agency != 'a'))
                    .Select(target => $"""
                        delete from {target.Table.Sql} t using pg_temp.prove_rows w
                        where w.rel = {target.Table.Oid} and w.agency <> 'a'
                          and w.part = t.tableoid and w.place = t.ctid
                        """),
            ],
            new HashSet<string>());
        foreach (var group in battle.Attackers.Where(attacker => Curious.Contains(attacker.Key))
            .GroupBy(attacker => string.Join(',', Hidden(attacker).Select(table => table.Oid))))
        {
            var tables = Hidden(group.First()).ToList();
            if (tables.Count > 0)
            {
                yield return new(
                    "amounts that the role may not read show in the answer", [.. group], [.. tables.SelectMany(Other)],
                    tables.SelectMany(Amounts).Select(column => column.Name).ToHashSet());
            }
        }
    }

    /// <summary>Asks before and after; what changed is asked a third time, because some answers are others each time.
    /// </summary>
    /// <param name="veil">What is made another.</param>
    /// <param name="tally">Told what came of it.</param>
    /// <param name="asked">The questions.</param>
    /// <param name="ask">Asks those at these places.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task CompareAsync(
        Veil veil, Tally tally, IReadOnlyList<Attempt> asked, Func<IReadOnlyList<int>, Task<IReadOnlyList<Answer>>> ask,
        CancellationToken cancellationToken)
    {
        int[] all = [.. Enumerable.Range(0, asked.Count)];
        var first = await ask(all);
        await session.ExecuteAsync("savepoint veil", cancellationToken);
        await session.ExecuteAsync("set local session_replication_role = replica", cancellationToken);
        foreach (var sql in veil.Sql)
        {
            await session.ExecuteAsync(sql, cancellationToken);
        }

        await session.ExecuteAsync("set local session_replication_role = origin", cancellationToken);
        var second = await ask(all);
        await session.ExecuteAsync("rollback to savepoint veil", cancellationToken);
        var changed = all.Where(place => !PointerAttacks.IsSame(first[place], second[place])).ToList();
        var third = await ask(changed);
        var shown = changed.Zip(third).Where(each => PointerAttacks.IsSame(first[each.First], each.Second))
            .Select(each => each.First).ToHashSet();
        tally.Add(
            [.. asked.Select((attempt, place) => attempt with
            {
                Judge = answer => shown.Contains(place)
                    ? Verdict.Leak($"{veil.Problem}: {answer.Words}") : Verdict.Held,
            })],
            second);
    }

    // Tables with amounts that somebody may read by the matrix, and this role may not.
    IEnumerable<TableFacts> Hidden(Attacker attacker) => battle.Facts.Tables.Where(table =>
        table is { Schema: "public", IsTable: true, Parent: "" } && Amounts(table).Any()
        && battle.Facts.Rights.Keys.Any(right => right.Resource == table.Name && right.Action == "select")
        && !battle.Facts.Rights.ContainsKey((attacker.Role, table.Name, "select")));

    static IEnumerable<ColumnFacts> Amounts(TableFacts table) => table.Columns.Where(column =>
        column.Category == "N" && !column.IsGenerated && !column.IsIdentity
        && !table.Keys.Any(key => key.Columns.Contains(column.Name))
        && !table.References.Any(reference => reference.Columns.Contains(column.Name)));

    // The first change that its checks allow; of the world's rows alone, for those of the living are many and in use.
    IEnumerable<string> Other(TableFacts table) => Amounts(table).Select(column =>
    {
        var world = battle.World;
        var whose = table.Column("agency_id") is not null ? $"agency_id = '{world.Agency('a')}'"
            : $"client_id in ('{world.Client('a', 1)}', '{world.Client('a', 2)}')";
        var name = Sql.Name(column.Name);
        string[] ways = [$"{name} * 3 + 7", $"{name} + 1", $"{name} / 2", $"{name} - 1"];
        var tries = ways.Reverse().Aggregate("null;", (otherwise, way) => string.Create(
            CultureInfo.InvariantCulture,
            $"begin update {table.Sql} set {name} = {way} where {whose}; exception when others then {otherwise} end;"));
        return $"do $amounts$ begin {tries} end $amounts$";
    });
}

/// <summary>Something that is hidden from somebody.</summary>
/// <param name="Problem">What it means when an answer changes with it.</param>
/// <param name="Askers">From whom.</param>
/// <param name="Sql">Statements that make it another.</param>
/// <param name="Amounts">Names of the columns that are hidden; empty where whole rows are.</param>
sealed record Veil(
    string Problem, IReadOnlyList<Attacker> Askers, IReadOnlyList<string> Sql, IReadOnlySet<string> Amounts);
