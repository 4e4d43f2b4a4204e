using System.Globalization;
using Atrium.Database.Prove.Facts;
using Atrium.Database.Prove.World;

namespace Atrium.Database.Prove.Attacks;

/// <summary>
/// Asks, after something was done, whether it touched rows of another agency, added some there, or made the caller more
/// than they were.
/// </summary>
static class Effects
{
    /// <summary>What is made in the server for the questions.</summary>
    public static IEnumerable<string> Setup(CatalogueFacts facts, ProvedWorld world)
    {
        yield return "create temporary table prove_tables (rel oid primary key, question text not null) on commit drop";
        foreach (var table in facts.Tables.Where(table => table.IsTable))
        {
            var whole = table.Parent.Length == 0 ? table
                : facts.Tables.First(each => each.Title == table.Parent || each.Name == table.Parent);
            yield return "insert into pg_temp.prove_tables values "
                + $"({table.Oid}, {Sql.Literal(Question(whole, world))})";
        }

        // Only the tables that were written to are asked: the statistics of the transaction tell which.
        yield return """
            create function pg_temp.prove_written() returns bigint[] language plpgsql as $written$
            begin
              return (select array_agg(pg_stat_get_xact_tuples_inserted(t.rel) + pg_stat_get_xact_tuples_updated(t.rel)
                + pg_stat_get_xact_tuples_deleted(t.rel) order by t.rel) from pg_temp.prove_tables t);
            end $written$
            """;
        yield return """
            create function pg_temp.prove_effects(before bigint[], claims text, was text) returns text
            language plpgsql as $effects$
            declare
              now_written bigint[] := pg_temp.prove_written();
              one text;
              found_text text;
              answer text;
            begin
              if now_written = before then
                return '';
              end if;
              for one in
                select distinct t.question from (select question, row_number() over (order by rel) as n
                  from pg_temp.prove_tables) as t where now_written[t.n] <> before[t.n] and t.question <> ''
              loop
                execute one into found_text;
                answer := concat_ws('; ', nullif(answer, ''), found_text);
              end loop;
              return concat_ws('; ', nullif(answer, ''),
                case when was <> '' then pg_temp.prove_raised(claims, was) end);
            end $effects$
            """;
        yield return $"""
            create function pg_temp.prove_raised(claims text, was text) returns text language plpgsql as $raised$
            declare
              held text;
              new_rights text;
            begin
              perform atrium.enter(claims::jsonb);
              held := current_setting('atrium.role', true);
              new_rights := (select string_agg(r, ' ') from unnest(string_to_array(
                btrim(current_setting('atrium.rights', true)), ' ')) r
                where r <> '' and not exists (select from atrium.role_rights m
                  where m.role::text = was and m.resource || ':' || m.action = r));
              return nullif(concat_ws('; ',
                case when held <> '' and atrium.rank(held) < atrium.rank(was)
                  then format('the caller is %s, and was %s', held, was) end,
                'the caller gained ' || new_rights,
                case when current_setting('atrium.agency_id', true) not in ('', '{world.Agency('a')}')
                  then 'the caller acts in another agency' end,
                {string.Join(", ", Grown(facts, world))}), '');
            end $raised$
            """;
    }

    static string Question(TableFacts table, ProvedWorld world)
    {
        // A roll-up is made anew for everybody at once; what it shows to whom is asked of its views.
        // Which agency a session works in is for the session to choose.
        if (table.Comment.Contains("as of refresh", StringComparison.Ordinal) || table.PrimaryKey is ["session_id"])
        {
            return "";
        }

        List<string> parts = [];
        if (world.RowsOf(table.Oid).Any(row => row.Place.Agency != 'a'))
        {
            parts.Add($"""
                case when exists (select from pg_temp.prove_rows w where w.rel = {table.Oid} and w.agency <> 'a'
                    and (select 1 from {table.Sql} t where t.ctid = w.place and t.tableoid = w.part) is null)
                  then 'a row of another agency changed in {table.Title}' end
                """);
        }

        var (column, ids) = table.Column("agency_id") is not null
                ? ("agency_id", Literals(world.Agency('b'), world.Agency('c')))
            : table.Column("client_id") is not null ? ("client_id", Literals(world.Client('b', 1), world.Client('b', 2),
                world.Client('c', 1), world.Client('c', 2)))
            : ("", "");
        if (column.Length > 0)
        {
            var there = world.RowsOf(table.Oid).Count(row =>
                ids.Contains(row.Text(column) ?? "-", StringComparison.Ordinal));
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"""
                case when (select count(*) from {table.Sql} t where t.{column} = any (array[{ids}]::uuid[])) > {there}
                  then 'a row of another agency is new in {table.Title}' end
                """));
        }

        return parts.Count == 0 ? "" : $"select nullif(concat_ws('; ', {string.Join(", ", parts)}), '')";
    }

    // Whoever gives a role to somebody gives none above the own.
    static IEnumerable<string> Grown(CatalogueFacts facts, ProvedWorld world) => facts.Tables
        .Where(table => table is { IsTable: true, Parent: "" } && table.Column("agency_id") is not null
            && table.Column("role")?.Type == "agency_role")
        .Select(table => $"""
            (select 'a row of {table.Title} has a role above the caller''s' where exists (
              select from {table.Sql} t where atrium.rank(t.role::text) < atrium.rank(was)
                and not exists (select from pg_temp.prove_rows w where w.part = t.tableoid and w.place = t.ctid)
                and t.id || t.role::text <> all (array[{Had(world.RowsOf(table.Oid))}]::text[])
                and t.agency_id = nullif(current_setting('atrium.agency_id', true), '')::uuid))
            """).DefaultIfEmpty("null");

    // What had its role before may be changed otherwise: revoked, for one.
    static string Had(IEnumerable<WorldRow> rows) => string.Join(", ", rows.Where(row => row.Place.Agency == 'a')
        .Select(row => Sql.Literal(row.Text("id") + row.Text("role"))));

    static string Literals(params IEnumerable<Guid> ids) =>
        string.Join(", ", ids.Select(id => Sql.Literal(id.ToString())));
}
