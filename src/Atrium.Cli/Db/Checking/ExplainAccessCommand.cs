using System.CommandLine;
using System.Text.Json.Nodes;
using Atrium.Database;

namespace Atrium.Cli.Db.Checking;

/// <summary>
/// <c>atrium explain-access</c>: whether somebody may do something with a row, and what decides it. Answers with 0
/// whichever way it is decided.
/// </summary>
static class ExplainAccessCommand
{
    static readonly Option<string> User = new("--user")
    {
        Description = "Whom it is about: address or id.",
        HelpName = "U",
        Required = true,
    };

    static readonly Option<string> Table = new("--table")
    {
        Description = "Table of schema public.",
        HelpName = "T",
        Required = true,
    };

    static readonly Option<string> Id = new("--id")
    {
        Description = "Key of the row.",
        HelpName = "ID",
        Required = true,
    };

    static readonly Option<string> Operation = new Option<string>("--operation")
    {
        Description = "What is to be done with the row.",
        DefaultValueFactory = _ => "select",
    }.AcceptOnlyFromAmong("select", "insert", "update", "delete");

    static readonly Option<string?> Agency = new("--agency")
    {
        Description = "Slug or id of the agency the person works in; without it that of the oldest membership.",
        HelpName = "A",
    };

    public static Command Create() => new Command(
        "explain-access",
        "Say whether somebody may see or change a row, and which grant, policy, right and condition decides it. "
        + "Example: atrium explain-access --user ann@north.test --table clients --id 0198… --operation update")
    {
        User, Table, Id, Operation, Agency,
    }.With(RunAsync);

    static async Task<DbAnswer> RunAsync(DbRun run, CancellationToken cancellationToken)
    {
        await using var session = await SqlSession.OpenAsync(run.Target.ConnectionString, cancellationToken);
        if (!await session.ScalarAsync<bool>(
            "select to_regprocedure('atrium.explain(uuid,uuid,regclass,text,text)') is not null", cancellationToken))
        {
            throw new DatabaseProblemException(
                "This database can't explain yet.", "Bring it up to the plan: atrium db deploy");
        }

        var asked = run.Parsed.GetRequiredValue(User);
        var person = await session.ScalarAsync<Guid?>(
            "select id from public.users where id::text = lower($1) or lower(email::text) = lower($1)",
            cancellationToken, asked) ?? throw new DatabaseProblemException($"There is no user {asked}.");
        var table = run.Parsed.GetRequiredValue(Table);
        var relation = await session.ScalarAsync<string>(
            """
            select oid::regclass::text from pg_class
            where relnamespace = 'public'::regnamespace and relname = $1 and relkind in ('r', 'p')
            """,
            cancellationToken, table) ?? throw new DatabaseProblemException(
                $"There is no table {table} in schema public.", "See docs/data-model.md.");
        var answer = await session.ScalarAsync<string>(
            "select atrium.explain($1, $2, $3::regclass, $4, $5)::text", cancellationToken,
            person, await AgencyAsync(session, run.Parsed.GetValue(Agency), cancellationToken), relation,
            run.Parsed.GetRequiredValue(Id), run.Parsed.GetRequiredValue(Operation));
        var explained = JsonNode.Parse(answer ?? "{}")?.AsObject() ?? [];
        return new(
            true, ExplainedAccess.Text(asked, explained),
            [.. explained.Select(member => (member.Key, member.Value?.DeepClone()))]);
    }

    static async Task<Guid?> AgencyAsync(SqlSession session, string? asked, CancellationToken cancellationToken) =>
        asked is null
            ? null
            : await session.ScalarAsync<Guid?>(
                "select id from public.agencies where id::text = lower($1) or slug = lower($1)",
                cancellationToken, asked)
                ?? throw new DatabaseProblemException($"There is no agency {asked}.");
}
