using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Atrium.Database.Tests.Shipped;

/// <summary>The command line as its users run it: a process of its own.</summary>
static class AtriumProcess
{
    static readonly string Program = Path.Combine(AppContext.BaseDirectory, "atrium.dll");

    /// <summary>What it said and how it ended.</summary>
    public sealed record Said(int ExitCode, string Output, string Errors)
    {
        /// <summary>The one object on standard output; its first member must be <c>ok</c>.</summary>
        public JsonObject Json()
        {
            var json = JsonNode.Parse(Output)?.AsObject() ?? throw new InvalidOperationException(Output + Errors);
            Assert.Equal("ok", json.First().Key);
            Assert.Equal(ExitCode == 0, json["ok"]!.GetValue<bool>());
            return json;
        }
    }

    public static Process Start(string? databaseUrl, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ATRIUM_DATABASE_URL"] = databaseUrl ?? "";
        return Process.Start(start) ?? throw new InvalidOperationException("atrium did not start");
    }

    public static async Task<Said> RunAsync(string? databaseUrl, params IEnumerable<string> arguments)
    {
        using var process = Start(databaseUrl, arguments);
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new(process.ExitCode, await output, await errors);
    }
}
