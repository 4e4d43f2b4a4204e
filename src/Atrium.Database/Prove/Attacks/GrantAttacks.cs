using Atrium.Database.Prove.Facts;

namespace Atrium.Database.Prove.Attacks;

/// <summary>
/// What is tried beside rows: to empty, lock or alter what is there, to make objects, to become somebody else, to count
/// with a shared sequence. Nobody among the callers may any of it.
/// </summary>
static class GrantAttacks
{
    static readonly string[] Everywhere =
    [
        "create schema zq_prove",
        "create table public.zq_prove (id uuid)",
        "create table atrium.zq_prove (id uuid)",
        "create temporary table zq_prove (id uuid)",
        "create function public.zq_prove() returns int language sql as 'select 1'",
        "create view public.zq_prove as select 1",
        "create extension file_fdw",
        "set local session_replication_role = replica",
        "copy (select 1) to program 'true'",
        "select pg_read_file('PG_VERSION')",
        "select lo_import('/etc/passwd')",
        "update atrium.role_rights set role = 'member'",
        "insert into atrium.role_rights (role, resource, action, reach) values ('member', 'clients', 'delete', 'all')",
        "call atrium.allow('clients', 'delete', 'all', 'member')",
        "alter role authenticated bypassrls",
    ];

    // What the planner knows of rows it would tell: the commonest values, and how often there are.
    static readonly string[] Statistics =
    [
        "select tablename::text as line from pg_stats where schemaname in ('public', 'atrium', 'auth')",
        "select tablename::text as line from pg_stats_ext where schemaname in ('public', 'atrium', 'auth')",
        "select starelid::text as line from pg_statistic",
        "select query as line from pg_stat_activity where query like '%atrium.enter%' and pid <> pg_backend_pid()",
    ];

    /// <summary>Everything that this attacker tries on the database as a whole.</summary>
    public static IEnumerable<Attempt> OnDatabase(Attacker attacker, IEnumerable<string> roles) => Everywhere
        .Where(sql => !attacker.IsOperator || !sql.Contains("role_rights", StringComparison.Ordinal))
        .Select(sql => Refused("database", attacker.IsOperator ? "create" : "escalate", "create", attacker, sql))
        .Concat(roles.Select(role => Refused(
            "database", "escalate", "create", attacker, $"set local role {Sql.Name(role)}")))
        .Concat(attacker.IsOperator ? [] : Statistics.Select(view => Unseen(attacker, view)));

    /// <summary>What this attacker tries on a table beside its rows.</summary>
    public static IEnumerable<Attempt> On(TableFacts table, Attacker attacker)
    {
        if (table.IsTable)
        {
            yield return Refused(table.Title, "truncate", "truncate", attacker, $"truncate {table.Sql}");
        }

        foreach (var privilege in new[] { "truncate", "references", "trigger" })
        {
            yield return new(
                table.Title, privilege, "truncate", attacker, AttemptKind.Read,
                $"select 'granted' as line where has_table_privilege({table.Oid}::oid, '{privilege}')",
                answer => answer.Touched == 0 ? Verdict.Held
                    : Verdict.Leak($"{attacker.DatabaseRole} holds {privilege}, which passes by row security"));
        }

        if (!attacker.IsOperator && table.IsTable)
        {
            yield return Refused(
                table.Title, "alter", "truncate", attacker, $"alter table {table.Sql} disable row level security");
            yield return Refused(
                table.Title, "alter", "truncate", attacker, $"create policy zq_prove on {table.Sql} using (true)");
            yield return Refused(
                table.Title, "trigger", "truncate", attacker, $"create trigger zq_prove before update on {table.Sql}"
                    + " for each row execute function pg_catalog.suppress_redundant_updates_trigger()");
        }
    }

    /// <summary>What this attacker tries with a sequence.</summary>
    public static IEnumerable<Attempt> OnSequence(string sequence, Attacker attacker) =>
        attacker.IsOperator ? [] :
        [
            Refused(sequence, "sequence", "select", attacker, $"select last_value from {sequence}"),
            Refused(sequence, "sequence", "select", attacker, $"select currval({Sql.Literal(sequence)})"),
        ];

    static Attempt Unseen(Attacker attacker, string sql) => new(
        "database", "estimate", "select", attacker, AttemptKind.Read, sql,
        answer => answer.Touched > 0 ? Verdict.Leak($"tells of {answer.Touched} values or statements") : Verdict.Held);

    static Attempt Refused(string subject, string attack, string operation, Attacker attacker, string sql) => new(
        subject, attack, operation, attacker, AttemptKind.Write, sql,
        answer => answer.State is null ? Verdict.Leak($"is not refused: {answer.Words}") : Verdict.Held);
}
