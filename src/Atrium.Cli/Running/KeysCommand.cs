using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Atrium.Cli.Installed;
using Atrium.Cli.Shell;
using Atrium.Gateway.Tokens;

namespace Atrium.Cli.Running;

/// <summary><c>atrium keys rotate</c>: another key signs tokens from now on; the old one holds for an hour.</summary>
static class KeysCommand
{
    static readonly Option<string?> Data = CommonOptions.Data();
    static readonly Option<bool> Json = CommonOptions.Json(
        "Answer with {\"ok\",\"old_key_ends\",\"anon_key\",\"service_key\"} on stdout.");

    public static Command Build()
    {
        var rotate = new Command("rotate", "Sign with a new key; what the old one signed holds for an hour.")
        {
            Data, Json,
        };
        rotate.SetAction((parsed, _) => Trouble.ReportAsync(() => Task.FromResult(
            Rotate(Installation.Of(parsed.GetValue(Data)), parsed.GetValue(Json)))));

        return new Command("keys", "Look after the keys that sign tokens: rotate.")
        {
            rotate.WithExamples("atrium keys rotate", "atrium keys rotate --data /srv/atrium --json"),
        };
    }

    static int Rotate(Installation installation, bool json)
    {
        if (!installation.IsOurs)
        {
            throw new CommandFailed(
                $"There is no installation in {installation.Folder}.", "Make one with \"atrium up\".");
        }

        var ends = KeyRing.Rotate(installation.Secrets, TimeProvider.System);
        var ring = KeyRing.Open(installation.Secrets);
        var keys = ProjectKeys.Open(
            installation.Secrets, ring, new TokenVerifier(ring, TimeProvider.System), TimeProvider.System);
        var until = ends.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        Console.Out.WriteLine(json ? Answer(ends, keys).ToJsonString() : $"""
            Another key signs from now on; a server that runs takes it up within seconds.
            What the old one signed holds until {until} UTC. That goes for the anon and service keys, too:
            the new ones are in {installation.Secrets}/keys.json.
            """);
        return 0;
    }

    static JsonObject Answer(DateTimeOffset ends, ProjectKeys keys) => new()
    {
        ["ok"] = true,
        ["old_key_ends"] = ends,
        ["anon_key"] = keys.Anon,
        ["service_key"] = keys.Service,
    };
}
