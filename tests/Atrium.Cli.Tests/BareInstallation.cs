using System.Diagnostics;
using System.Text.Json;
using Atrium.Cli.Tests;

[assembly: AssemblyFixture(typeof(BareInstallation))]

namespace Atrium.Cli.Tests;

/// <summary>
/// A data folder as <c>atrium up --no-demo</c> makes it from nothing and leaves it when it is interrupted: made once,
/// and copied for each test that starts there.
/// </summary>
public sealed class BareInstallation : IAsyncLifetime
{
    /// <summary>What that first start said.</summary>
    public JsonElement Ready { get; private set; }

    public async ValueTask InitializeAsync()
    {
        var (server, ready) = await FirstStarts.Bare;
        using var stops = server;
        Ready = ready;
        await server.InterruptAsync();
    }

    public ValueTask DisposeAsync() => FirstStarts.BareFolder.DisposeAsync();

    /// <summary>Puts a copy into a folder that isn't there yet, owners and modes as they are.</summary>
    internal static async Task CopyAsync(string folder)
    {
        using var copy = Process.Start("cp", ["-a", FirstStarts.BareFolder, folder]);
        await copy.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, copy.ExitCode);
    }
}
