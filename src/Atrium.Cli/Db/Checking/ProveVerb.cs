using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Atrium.Cli.Installed;
using Atrium.Cli.Shell;
using Atrium.Database.Cluster;
using Atrium.Database.Prove;
using Atrium.Database.Prove.Mutation;

namespace Atrium.Cli.Db.Checking;

/// <summary><c>atrium db prove</c>: attacks the live database as everybody, and shows that it holds.</summary>
static class ProveVerb
{
    const int Shown = 25;

    static readonly Option<string[]> Table = Many("--table", "Attack this object only; may be repeated.", "NAME");

    static readonly Option<string[]> Role = Many("--role", "Attack as this role only; may be repeated.", "ROLE");

    static readonly Option<string[]> Attack = Many(
        "--attack", "Make this attack only: select, insert, update, delete, …; may be repeated.", "ATTACK");

    static readonly Option<string?> Report = new("--report")
    {
        Description = "Write a page that shows the whole matrix, signed with the installation's key.",
        HelpName = "FILE",
    };

    static readonly Option<string?> Check = new("--check")
    {
        Description = "Attack nothing; say whether this page is as the installation signed it.",
        HelpName = "FILE",
    };

    static readonly Option<bool> Mutate = new("--mutate")
    {
        Description = "Weaken the database too, one fault at a time, and say which faults the attacks notice.",
    };

    public static Command Create() => new Command(
        "prove",
        "Attack the database as everybody, from its own catalogue, and show that agencies, clients and roles are kept"
        + " apart. Keeps nothing. Exits 1 when something leaks, is needed and refused, or can't be classified.")
    {
        Table, Role, Attack, Report, Check, Mutate,
    }.With(RunAsync, CheckAsync).WithExamples(
        "atrium db prove --report proof.html", "atrium db prove --table clients --role customer --json",
        "atrium db prove --check proof.html");

    static Option<string[]> Many(string name, string description, string value) => new(name)
    {
        Description = description,
        HelpName = value,
        DefaultValueFactory = _ => [],
    };

    static async Task<DbAnswer> RunAsync(DbRun run, CancellationToken cancellationToken)
    {
        var report = await new Prover(new()
        {
            ConnectionString = run.Target.ConnectionString,
            Objects = run.Parsed.GetValue(Table) ?? [],
            Roles = run.Parsed.GetValue(Role) ?? [],
            Attacks = run.Parsed.GetValue(Attack) ?? [],
            Mutate = run.Parsed.GetValue(Mutate),
            // The faults are the database's own, and it alone is asked about them.
            Rest = run.Parsed.GetValue(Mutate) ? null : ProvedRest.Over,
            Progress = run.Json ? null : Console.Error.WriteLine,
        }).RunAsync(cancellationToken);
        var isWhole = new[] { Table, Role, Attack }.All(each => run.Parsed.GetValue(each) is null or []);
        var written = await ProofFile.WriteAsync(
            run.Parsed.GetValue(Report), report, isWhole && !run.Parsed.GetValue(Mutate), FolderOf(run),
            cancellationToken);
        return new(
            report.Ok, Words(report) + (report.Mutation is null ? "" : Words(report.Mutation)) + written,
            [
                ("objects", report.Objects),
                ("attempts", report.Attempts),
                ("leaks", Json(report.Leaks)),
                ("refused_needed", Json(report.RefusedNeeded)),
                ("unclassified", Json(report.Unclassified)),
                ("seconds", Math.Round(report.Took.TotalSeconds, 1)),
                .. report.Mutation is { } mutation ? Fields(mutation) : [],
            ]);
    }

    // Of a database elsewhere the folder is the one that is named, if it is an installation's.
    static string? FolderOf(DbRun run) => run.Target.DataFolder
        ?? (run.Parsed.GetValue<string?>("--data") is { } named && Installation.Of(named).IsOurs ? named : null);

    static IEnumerable<(string, JsonNode?)> Fields(MutationReport mutation) =>
    [
        ("mutants", mutation.Mutants),
        ("killed", mutation.Killed),
        ("survivors", new JsonArray([.. mutation.Survivors.Select(each => (JsonNode?)new JsonObject
        {
            ["object"] = each.Subject, ["fault"] = each.Fault, ["reason"] = each.Reason,
        })])),
    ];

    static string Words(MutationReport mutation)
    {
        var open = mutation.Survivors.Where(each => each.Reason.Length == 0).ToList();
        var text = new StringBuilder("\n").Append(CultureInfo.InvariantCulture,
            $"{mutation.Mutants} faults, {mutation.Killed} noticed, {mutation.Survivors.Count - open.Count} change"
                + $" nothing for any caller, {open.Count} went unnoticed.");
        foreach (var each in open.Take(Shown))
        {
            text.Append("\n✗ ").Append(each.Subject).Append(": ").Append(each.Fault);
        }

        return text.ToString();
    }

    static async Task<DbAnswer?> CheckAsync(ParseResult parsed, CancellationToken cancellationToken) =>
        parsed.GetValue(Check) is { } file
            ? await ProofFile.CheckAsync(
                file, parsed.GetValue<string?>("--data") ?? DataFolder.Default(), cancellationToken)
            : null;

    static string Words(ProveReport report)
    {
        var text = new StringBuilder();
        Section(text, "leaks", report.Leaks);
        Section(text, "needed and refused", report.RefusedNeeded);
        Section(text, "not classified", report.Unclassified);
        var sum = string.Create(
            CultureInfo.InvariantCulture,
            $"{report.Objects} objects, {report.Attempts} attempts, {report.Took.TotalSeconds:0.0} s");
        return text.Append(report.Ok
            ? $"Nothing leaks, nothing needed is refused: {sum}."
            : $"{report.Leaks.Count} leaks, {report.RefusedNeeded.Count} needed and refused,"
                + $" {report.Unclassified.Count} not classified: {sum}.").ToString();
    }

    static void Section(StringBuilder text, string title, IReadOnlyList<ProveFinding> findings)
    {
        foreach (var finding in findings.Take(Shown))
        {
            text.Append("✗ ").Append(finding.Subject);
            if (finding.Attack.Length > 0)
            {
                text.Append(" · ").Append(finding.Attack).Append(" as ").Append(finding.Role);
            }

            text.Append('\n').Append("  ").Append(finding.Problem).Append('\n');
            if (finding.Statement.Length > 0)
            {
                text.Append("  ").Append(Cut(finding.Statement)).Append('\n');
            }
        }

        if (findings.Count > Shown)
        {
            text.Append("  … and ").Append(findings.Count - Shown).Append(" more ").Append(title).Append('\n');
        }
    }

    static string Cut(string sql) => sql.Length > 200 ? sql[..200] + " …" : sql;

    static JsonArray Json(IReadOnlyList<ProveFinding> findings) =>
    [
        .. findings.Select(finding => (JsonNode?)new JsonObject
        {
            ["object"] = finding.Subject,
            ["role"] = finding.Role,
            ["attack"] = finding.Attack,
            ["problem"] = finding.Problem,
            ["statement"] = finding.Statement,
            ["answer"] = finding.Answer,
        }),
    ];
}
