using System.CommandLine;
using System.Text.Json;
using Atrium.Cli.Installed;
using Atrium.Cli.Shell;

namespace Atrium.Cli.Doctor;

/// <summary><c>atrium doctor</c>: checks machine, data folder and database, and says what puts each right.</summary>
static class DoctorCommand
{
    static readonly Option<string?> Data = CommonOptions.Data();
    static readonly Option<bool> Json = CommonOptions.Json("Answer with {\"ok\",\"checks\"} on stdout.");

    public static Command Build()
    {
        var command = new Command("doctor", "Check what Atrium needs, and say what puts it right.") { Data, Json };
        command.SetAction((parsed, cancellationToken) => Trouble.ReportAsync(
            () => RunAsync(Installation.Of(parsed.GetValue(Data)), parsed.GetValue(Json), cancellationToken)));

        return command.WithExamples("atrium doctor", "atrium doctor --data /srv/atrium --json");
    }

    static async Task<int> RunAsync(Installation installation, bool json, CancellationToken cancellationToken)
    {
        List<Finding> findings =
        [
            .. await MachineChecks.RunAsync(cancellationToken),
            .. FolderChecks.Run(installation),
            .. await StoreChecks.RunAsync(cancellationToken),
            .. await DatabaseChecks.RunAsync(installation, cancellationToken),
        ];
        var ok = findings.TrueForAll(finding => finding.Ok);
        Console.Out.WriteLine(json
            ? JsonSerializer.Serialize(new { ok, checks = findings }, JsonSerializerOptions.Web)
            : string.Join('\n', findings.Select(Line)));

        return ok ? 0 : 1;
    }

    static string Line(Finding finding) =>
        $"{(finding.Ok ? '✓' : '✗')} {finding.Check,-14} {finding.Detail}"
        + (finding.Fix is null ? "" : $"\n  fix: {finding.Fix}");
}
