using System.Globalization;
using Atrium.Cli.Installed;
using Atrium.Cli.Settings;

namespace Atrium.Cli.Running;

/// <summary>What <c>atrium up</c> was asked for.</summary>
/// <param name="Installation">Where.</param>
/// <param name="Settings">What the environment says of the server.</param>
/// <param name="Port">Port on 127.0.0.1; 0 is any free one.</param>
/// <param name="Demo">Whether a first start makes the demo agencies.</param>
/// <param name="Json">One line on stdout instead of a page for people.</param>
sealed record UpRequest(Installation Installation, ServerSettings Settings, int Port, bool Demo, bool Json)
{
    /// <summary>The command line that asks for the same, in the foreground and with the line for programs.</summary>
    public IReadOnlyList<string> Arguments =>
    [
        "up", "--data", Installation.Folder, "--port", Port.ToString(CultureInfo.InvariantCulture), "--json",
        .. Demo ? (string[])[] : ["--no-demo"],
    ];
}
