using System.CommandLine;
using Atrium.Cli.Db.Checking;

namespace Atrium.Cli.Db;

/// <summary>The verbs that look after the database: <c>atrium db deploy</c> and its siblings.</summary>
static class DbCommand
{
    public static Command Create() => new(
        "db", "Look after the database: deploy, verify, lint, prove, revert, seed, status, drift, docs, types.")
    {
        DeployVerb.Create(),
        VerifyVerb.Create(),
        LintVerb.Create(),
        ProveVerb.Create(),
        RevertVerb.Create(),
        SeedVerb.Create(),
        StatusVerb.Create(),
        DriftVerb.Create(),
        TypesVerb.Create(),
        DocsVerb.Create(),
    };
}
