using System.Diagnostics;
using System.Text.Json;

namespace Atrium.Cli.Tests;

/// <summary>The program as a process of its own, as a person or a service manager starts it.</summary>
sealed class AtriumProcess : IDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(300);
    static readonly string Program = Path.Combine(AppContext.BaseDirectory, "atrium");

    readonly Process _process;
    readonly Task<string> _errors;

    AtriumProcess(Process process)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
    }

    public int Id => _process.Id;

    /// <summary>Starts it and returns at once.</summary>
    public static AtriumProcess Start(params IEnumerable<string> arguments) => StartOn(null, arguments);

    /// <summary>Starts it on the database that the variable names, null for none, with further settings.</summary>
    static AtriumProcess StartOn(
        string? database, IEnumerable<string> arguments, params IEnumerable<(string Name, string Value)> settings)
    {
        var process = new Process
        {
            StartInfo = new ProcessStartInfo(Program, arguments)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                RedirectStandardInput = true,
                Environment = { ["CI"] = "true" },
            },
        };
        process.StartInfo.Environment["ATRIUM_DATABASE_URL"] = database;
        foreach (var (name, value) in settings)
        {
            process.StartInfo.Environment[name] = value;
        }

        process.Start();
        process.StandardInput.Close();

        return new(process);
    }

    /// <summary>Runs it to its end.</summary>
    public static Task<Outcome> RunAsync(params IEnumerable<string> arguments) => RunOnAsync(null, arguments);

    /// <summary>The same on the database that the variable names.</summary>
    public static async Task<Outcome> RunOnAsync(string? database, params IEnumerable<string> arguments)
    {
        using var atrium = StartOn(database, arguments);
        var output = await atrium._process.StandardOutput.ReadToEndAsync().WaitAsync(Patience);

        return await atrium.EndedAsync(output);
    }

    /// <summary>Starts a server with settings and answers its first line, empty where it ended, and how it ended then.
    /// </summary>
    public static async Task<(AtriumProcess Server, string Line, Outcome? Ended)> ServeWithAsync(
        IEnumerable<(string Name, string Value)> settings, params IEnumerable<string> arguments)
    {
        var server = StartOn(null, [.. arguments, "--json"], settings);
        var line = await server._process.StandardOutput.ReadLineAsync().WaitAsync(Patience);
        return (server, line ?? "", line is null ? await server.EndedAsync("") : null);
    }

    /// <summary>Starts a server and waits for the line that says it serves.</summary>
    public static Task<(AtriumProcess Server, JsonElement Ready)> ServeAsync(params IEnumerable<string> arguments) =>
        ServeOnAsync(null, arguments);

    /// <summary>The same on a database that isn't a private cluster's.</summary>
    public static async Task<(AtriumProcess Server, JsonElement Ready)> ServeOnAsync(
        string? database, params IEnumerable<string> arguments)
    {
        var server = StartOn(database, [.. arguments, "--json"]);
        var line = await server._process.StandardOutput.ReadLineAsync().WaitAsync(Patience);

        return line is null
            ? throw new InvalidOperationException($"It ended: {(await server.EndedAsync("")).Errors}")
            : (server, JsonElement.Parse(line));
    }

    /// <summary>As <c>kill -9</c>: no chance to clean up.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync().WaitAsync(Patience);
    }

    /// <summary>As Ctrl-C.</summary>
    public async Task<Outcome> InterruptAsync()
    {
        using var signal = Process.Start("sh", ["-c", $"kill -INT {_process.Id}"]);
        await signal.WaitForExitAsync();

        return await EndedAsync("");
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    async Task<Outcome> EndedAsync(string output)
    {
        await _process.WaitForExitAsync().WaitAsync(Patience);

        return new(_process.ExitCode, output, await _errors.WaitAsync(Patience));
    }

    /// <summary>How a run ended.</summary>
    public sealed record Outcome(int ExitCode, string Output, string Errors);
}
