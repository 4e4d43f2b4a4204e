using System.Text.RegularExpressions;
using Atrium.Database.Prove.Facts;
using Atrium.Database.Prove.World;

namespace Atrium.Database.Prove.Attacks;

/// <summary>
/// The states that other agencies' rows may be in. A function that looks for what waits for a decision, or was deleted,
/// shows what it does with others' only where there is such a row.
/// </summary>
/// <param name="facts">The catalogue.</param>
/// <param name="world">The rows.</param>
sealed partial class OtherStates(CatalogueFacts facts, ProvedWorld world)
{
    /// <summary>
    /// Statements for <see cref="Attempt.Before"/>: each puts the foreign rows of one table that the function speaks of
    /// into one state, where the table's checks allow it in some way.
    /// </summary>
    public IEnumerable<string> Of(RoutineFacts routine) =>
        from name in Tables().Matches(routine.Source).Select(match => match.Groups[1].Value).Distinct()
        let table = facts.Table("public", name)
        where table is { IsTable: true } && world.RowsOf(table.Oid).Any(row => row.Place.Agency != 'a')
        from ways in States(table)
        let tries = ways.Reverse().Aggregate("null;", (otherwise, way) =>
            $"begin {Change(table, way)} exception when others then {otherwise} end;")
        select $"""
            set local session_replication_role = replica;
            do $state$ begin {tries} end $state$;
            set local session_replication_role = origin
            """;

    // A changed row lies elsewhere, which must not be taken for what the function does to it.
    static string Change(TableFacts table, string way) => $"""
        with changed as (
          update {table.Sql} t set {way} from pg_temp.prove_rows w
          where w.rel = {table.Oid} and w.agency <> 'a' and w.part = t.tableoid and w.place = t.ctid
          returning w.n, t.ctid as place)
        update pg_temp.prove_rows w set place = c.place from changed c where c.n = w.n;
        """;

    // The state alone, then with all that the checks name beside it, then without any of that.
    IEnumerable<string[]> States(TableFacts table)
    {
        var beside = table.Checks.Where(check => check.Columns.Contains("status"))
            .SelectMany(check => check.Columns).Distinct().Select(table.Column).OfType<ColumnFacts>()
            .Where(column => column is { NotNull: false, IsGenerated: false, Name: not "status" }).ToList();
        var filled = beside.Select(column => (column, value: Filling(column))).Where(each => each.value is not null)
            .Select(each => $", {Sql.Name(each.column.Name)} = coalesce({Sql.Name(each.column.Name)}, {each.value})");
        var emptied = beside.Select(column => $", {Sql.Name(column.Name)} = null");
        var named = table.Checks.Where(check => check.Columns is ["status"])
            .SelectMany(check => Labels().Matches(check.Expression)).Select(label => label.Groups[1].Value).Distinct();
        foreach (var status in named.Select(label => $"status = {Sql.Literal(label)}"))
        {
            yield return [status, status + string.Concat(filled), status + string.Concat(emptied)];
        }

        if (table.Column("deleted_at") is { NotNull: false })
        {
            yield return ["deleted_at = now()"];
        }
    }

    string? Filling(ColumnFacts column) => column switch
    {
        { BaseType: "timestamp with time zone" } => "now()",
        { BaseType: "uuid" } => Sql.Literal(world.People["b owner"].Id.ToString()),
        { Category: "S" } => "'said'",
        { Category: "N" } => "1",
        _ => null,
    };

    [GeneratedRegex(@"public\.(\w+)")]
    private static partial Regex Tables();

    [GeneratedRegex("'([a-z_]+)'::")]
    private static partial Regex Labels();
}
