using System.Net.Sockets;
using Atrium.Database;
using Npgsql;

namespace Atrium.Cli.Shell;

/// <summary>The one place where what went wrong becomes two lines: the cause, and the remedy.</summary>
static class Trouble
{
    const string AskDoctor = "Run \"atrium doctor\": it checks what Atrium needs and says what to do.";

    /// <summary>Runs a verb; what it can't do is told on stderr and answered with 1, an interruption by 130.</summary>
    public static async Task<int> ReportAsync(Func<Task<int>> verb)
    {
        try
        {
            return await verb();
        }
        catch (OperationCanceledException)
        {
            return 130;
        }
        catch (Exception trouble) when (Explain(trouble) is { } told)
        {
            await Console.Error.WriteLineAsync($"cause:  {told.Cause}\nremedy: {told.Remedy}");

            return 1;
        }
    }

    static (string Cause, string Remedy)? Explain(Exception trouble) => trouble switch
    {
        CommandFailed failed => (failed.Message, failed.Remedy),
        DatabaseProblemException problem =>
            (problem.Message, problem.Remedy.Length > 0 ? problem.Remedy : AskDoctor),
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } full =>
            ($"The database's disk is full: {full.MessageText}", "Free some space, then run the same command again."),
        PostgresException refused => ($"The database refused: {refused.MessageText} ({refused.SqlState})", AskDoctor),
        NpgsqlException or SocketException => ($"The database cannot be reached: {trouble.Message}", AskDoctor),
        IOException or UnauthorizedAccessException or InvalidOperationException => (trouble.Message, AskDoctor),
        _ => null,
    };
}
