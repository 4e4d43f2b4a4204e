using System.Globalization;
using Atrium.Gateway.Rest;
using Atrium.Server;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Atrium.Bench.Gateway;

/// <summary>The whole server with its default settings, which also tells what it has allocated.</summary>
static class ServerUnderTest
{
    /// <summary>Serves until it is killed.</summary>
    /// <param name="connection">As atrium_gateway.</param>
    /// <param name="folder">Of the installation.</param>
    /// <param name="port">On this machine.</param>
    /// <param name="share">Connections of one agency; null for the default.</param>
    public static async Task RunAsync(string connection, string folder, int port, int? share)
    {
        await using var app = AtriumServer.Build(new AtriumOptions
        {
            DataFolder = folder,
            ConnectionString = connection,
            Port = port,
            MaxAgencyConnections = share,
        });
        var rest = app.Services.GetRequiredService<RestOptions>();
        app.MapGet("/bench/timing/{on:bool}", (bool on) => rest.ShowsTiming = on);
        app.MapGet("/bench/state", (bool collect) => Results.Text(string.Create(
            CultureInfo.InvariantCulture,
            $"{GC.GetTotalAllocatedBytes()} {GC.GetTotalMemory(collect)} {Environment.WorkingSet}")));
        await app.RunAsync();
    }
}
