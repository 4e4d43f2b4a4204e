using Atrium.Database;
using Npgsql;

namespace Atrium.Law.Tests.Kernel;

/// <summary>What happened when somebody tried something on a table.</summary>
/// <param name="Table">The table.</param>
/// <param name="Role">Role in Alder, or nobody, or anon.</param>
/// <param name="Command">select, insert, update or delete.</param>
/// <param name="Granted">Whether authenticated has the privilege at all.</param>
/// <param name="Reach">How far the matrix lets the role go; null for not at all.</param>
/// <param name="Refusal">SQLSTATE; null where it went through.</param>
/// <param name="Rows">Seen or touched.</param>
/// <param name="ReachedOther">Whether a row of Birch was seen or changed.</param>
public sealed record RightsProbe(
    ProbedTable Table, string Role, string Command, bool Granted, string? Reach, string? Refusal, long Rows,
    bool ReachedOther)
{
    /// <summary>Tries it within a savepoint of the open transaction, which is left as it was.</summary>
    public static async Task<RightsProbe> TryAsync(SqlSession session, ProbedTable table, string role, string command)
    {
        var granted = await session.OneAsync<bool>(
            $"select {(command == "delete" ? "has_table_privilege" : "has_any_column_privilege")}"
            + "('authenticated', 'public.' || $1, $2)", table.Name, command);
        var reach = await session.OneAsync<string>(
            """
            select reach from atrium.role_rights where role = $1 and resource = $2
              and (action = $3 or $3 = 'update' and action = 'acknowledge')
            """,
            role, table.Name, command);
        var attempt = await AttemptAsync(session, table, role, command);

        await session.RunAsync("savepoint probe");
        string? refusal = null;
        long rows = 0;
        var other = false;
        try
        {
            await session.RunAsync(Become(role));
            rows = command == "select" ? await session.OneAsync<long>(attempt) : await session.CountAsync(attempt);
            other = command == "select" && await session.OneAsync<bool>(
                $"select exists (select from public.{table.Name} t where {ProbedTable.Key} = any ($1))",
                [table.ForeignKeys.ToArray()]);
            await session.RunAsync("select tests.reset()");
            other |= command != "select" && await ProbedTable.DigestAsync(session, table.Name) != table.ForeignDigest;
        }
        catch (PostgresException refused)
        {
            refusal = refused.SqlState;
        }

        await session.RunAsync("rollback to savepoint probe");
        return new(table, role, command, granted, reach, refusal, rows, other);
    }

    // Blind on purpose: without a condition and without reading a column, only the policy of the command decides.
    static async Task<string> AttemptAsync(SqlSession session, ProbedTable table, string role, string command)
    {
        var name = $"public.{table.Name}";
        var columns = command is "select" or "delete" ? [] : await session.TextsAsync(
            """
            select attname::text from pg_attribute where attrelid = $1::regclass and attnum > 0
              and not attisdropped and has_column_privilege('authenticated', attrelid, attnum, $2)
              and attname not in ('id', 'slug') order by attname in ('name', 'title', 'position'), attnum
            """,
            name, command);
        var list = string.Join(", ", columns.Select(Sql.Name));
        // whoever writes writes as himself, and into a conversation of his own
        var own = "select jsonb_strip_nulls(jsonb_build_object('user_id', u.id, 'conversation_id',"
            + " (select c.id from public.ai_conversations c where c.user_id = u.id limit 1)))"
            + $" from public.users u where u.email::text = '{role}@alder.test'";
        var row = $"jsonb_populate_record(null::{name}, '{table.SampleRow}'::jsonb || coalesce(({own}), '{{}}'))";
        return (command, columns.Count) switch
        {
            ("select", _) => $"select count(*) from {name}",
            ("delete", _) => $"delete from {name}",
            ("update", > 0) => $"update {name} set {Sql.Name(columns[0])} = ({row}).{Sql.Name(columns[0])}",
            ("update", _) => $"update {name} set created_at = created_at",
            (_, > 0) => $"insert into {name} ({list}) select {list} from {row}",
            _ => $"insert into {name} default values",
        };
    }

    static string Become(string role) => role switch
    {
        "nobody" => "select tests.become_nobody()",
        "anon" => "select tests.become_anon()",
        _ => $"select tests.become((select id from public.users where email::text = '{role}@alder.test'),"
            + " (select id from public.agencies where name = 'Alder'))",
    };
}
