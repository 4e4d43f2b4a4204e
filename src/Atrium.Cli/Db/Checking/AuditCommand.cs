using System.CommandLine;
using System.Text.Json.Nodes;
using Atrium.Database;

namespace Atrium.Cli.Db.Checking;

/// <summary><c>atrium audit verify</c>: whether the sealed audit log is still what was sealed.</summary>
static class AuditCommand
{
    static readonly Option<Guid?> Agency = new("--agency")
    {
        Description = "Only this agency's chain; without it every chain.",
        HelpName = "ID",
    };

    static readonly Option<string?> Head = new("--head")
    {
        Description = "Hash of a last block, noted down before: it must be there still.",
        HelpName = "HASH",
    };

    public static Command Create() => new("audit", "Look after the audit log: verify.")
    {
        new Command(
            "verify",
            "Check the sealed audit log: every block by its hash, every entry by its digest. Exits 1 where an entry or "
            + "a block was changed, removed or put in. Example: atrium audit verify --json")
        {
            Agency, Head,
        }.With(VerifyAsync),
    };

    static async Task<DbAnswer> VerifyAsync(DbRun run, CancellationToken cancellationToken)
    {
        await using var session = await SqlSession.OpenAsync(run.Target.ConnectionString, cancellationToken);
        if (!await session.ScalarAsync<bool>("select to_regprocedure('atrium.audit_faults(uuid)') is not null",
            cancellationToken))
        {
            throw new DatabaseProblemException(
                "This database does not seal its audit log yet.", "Bring it up to the plan: atrium db deploy");
        }

        var agency = run.Parsed.GetValue(Agency);
        var chains = await session.RowsAsync(
            """
            select chain, blocks, entries, sealed_until, head, unsealed from atrium.audit_chains()
            where $1::uuid is null or chain = $1
            """,
            row => new Chain(
                row.GetGuid(0), row.GetInt64(1), row.GetInt64(2), new(row.GetDateTime(3)),
                row.GetString(4), row.GetInt64(5)),
            cancellationToken, agency);
        List<Fault> faults = [];
        foreach (var chain in chains)
        {
            faults.AddRange(await session.RowsAsync(
                "select number, audit_id, fault from atrium.audit_faults($1)",
                row => new Fault(
                    chain.Id, row.IsDBNull(0) ? null : row.GetInt64(0), row.IsDBNull(1) ? null : row.GetGuid(1),
                    row.GetString(2)),
                cancellationToken, chain.Id));
        }

        if (await MissingHeadAsync(session, run.Parsed.GetValue(Head), agency, cancellationToken))
        {
            faults.Add(new(agency ?? Guid.Empty, null, null, "no block has the hash that was noted down"));
        }

        return Answer(chains, faults);
    }

    static async Task<bool> MissingHeadAsync(
        SqlSession session, string? head, Guid? agency, CancellationToken cancellationToken) =>
        head is not null && !await session.ScalarAsync<bool>(
            """
            select exists (select from atrium.audit_blocks
              where encode(hash, 'hex') = lower($1) and ($2::uuid is null or chain = $2))
            """,
            cancellationToken, head, agency);

    static DbAnswer Answer(IReadOnlyList<Chain> chains, List<Fault> faults)
    {
        var lines = faults.Select(fault => $"✗ {fault.ChainId}"
            + (fault.Block is { } block ? $" block {block}" : "") + (fault.Entry is { } entry ? $" entry {entry}" : "")
            + $": {fault.What}");
        var sum = $"{chains.Sum(chain => chain.Entries)} entries in {chains.Sum(chain => chain.Blocks)} blocks of "
            + $"{chains.Count} chains; {chains.Sum(chain => chain.Unsealed)} not sealed yet.";
        var text = faults.Count == 0
            ? $"The audit log is what was sealed. {sum}"
            : string.Join('\n', lines) + $"\n{faults.Count} faults. {sum}";
        return new(faults.Count == 0, text,
            ("chains", new JsonArray([.. chains.Select(chain => (JsonNode?)new JsonObject
            {
                ["chain"] = chain.Id,
                ["blocks"] = chain.Blocks,
                ["entries"] = chain.Entries,
                ["sealed_until"] = chain.SealedUntil,
                ["head"] = chain.Head,
                ["unsealed"] = chain.Unsealed,
            })])),
            ("faults", new JsonArray([.. faults.Select(fault => (JsonNode?)new JsonObject
            {
                ["chain"] = fault.ChainId,
                ["block"] = fault.Block,
                ["entry"] = fault.Entry,
                ["fault"] = fault.What,
            })])));
    }

    sealed record Chain(Guid Id, long Blocks, long Entries, DateTimeOffset SealedUntil, string Head, long Unsealed);

    sealed record Fault(Guid ChainId, long? Block, Guid? Entry, string What);
}
