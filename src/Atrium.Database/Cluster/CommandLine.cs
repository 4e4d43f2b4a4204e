using System.Diagnostics;

namespace Atrium.Database.Cluster;

/// <summary>Runs a program to its end and keeps what it printed.</summary>
static class CommandLine
{
    /// <param name="ExitCode">0 when it did what was asked.</param>
    /// <param name="Output">Both streams, trimmed.</param>
    public sealed record Result(int ExitCode, string Output);

    /// <summary>Runs without a shell, in <c>/</c>, so that any account may enter the working folder.</summary>
    public static async Task<Result> RunAsync(IReadOnlyList<string> command, CancellationToken cancellationToken)
    {
        using var process = new Process { StartInfo = Describe(command) };
        process.StartInfo.RedirectStandardOutput = true;
        process.StartInfo.RedirectStandardError = true;
        process.StartInfo.RedirectStandardInput = true;
        process.Start();
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return new(process.ExitCode, (await output + await errors).Trim());
    }

    /// <summary>The first element is the program, the rest its arguments, passed as they are.</summary>
    public static ProcessStartInfo Describe(IReadOnlyList<string> command) =>
        new(command[0], command.Skip(1)) { UseShellExecute = false, WorkingDirectory = "/" };
}
