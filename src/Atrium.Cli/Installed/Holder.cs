using System.Globalization;
using System.Text.Json;
using Atrium.Cli.Shell;

namespace Atrium.Cli.Installed;

/// <summary>The process that serves from a data folder.</summary>
/// <param name="Pid">Its process id.</param>
/// <param name="StartTicks">When it started, in the kernel's ticks since boot: tells it from a later process.</param>
/// <param name="Url">Where it serves; empty until it does.</param>
sealed record Holder(int Pid, long StartTicks, string Url)
{
    /// <summary>This process.</summary>
    public static Holder Self(string url) =>
        new(Environment.ProcessId, TicksOf(Environment.ProcessId) ?? 0, url);

    /// <summary>True while that very process runs.</summary>
    public bool IsAlive => TicksOf(Pid) == StartTicks;

    /// <summary>Who says to serve from this folder, alive or not; null when nobody does.</summary>
    public static Holder? Of(Installation installation)
    {
        try
        {
            return JsonSerializer.Deserialize<Holder>(File.ReadAllText(FileIn(installation)));
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Tells others who serves from this folder.</summary>
    public void Write(Installation installation) =>
        File.WriteAllText(FileIn(installation), JsonSerializer.Serialize(this) + "\n");

    /// <summary>
    /// Takes the folder for this process until the answer is disposed, or the process ends in whatever way.
    /// </summary>
    /// <exception cref="CommandFailed">Another process has it.</exception>
    public static IDisposable Take(Installation installation)
    {
        try
        {
            var held = new FileStream(
                installation.In("server.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            Self("").Write(installation);

            return new Held(held, FileIn(installation));
        }
        catch (IOException trouble) when (Of(installation) is { IsAlive: true } other)
        {
            var where = other.Url.Length > 0 ? $" and serves on {other.Url}" : "";
            throw new CommandFailed(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Process {other.Pid} holds the data folder {installation.Folder}{where}."),
                $"Stop it with \"atrium down --data {installation.Folder}\", or use another folder with --data DIR.",
                trouble);
        }
    }

    sealed class Held(FileStream held, string file) : IDisposable
    {
        public void Dispose()
        {
            File.Delete(file);
            held.Dispose();
        }
    }

    static string FileIn(Installation installation) => installation.In("server.json");

    static long? TicksOf(int pid)
    {
        try
        {
            // The name in parentheses may hold blanks: fields are counted after it. The start is the 22nd of all.
            var stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/stat"));
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');

            return fields[0] == "Z" ? null : long.Parse(fields[19], CultureInfo.InvariantCulture);
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
