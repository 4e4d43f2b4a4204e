using System.Globalization;
using Spectre.Console;

namespace Atrium.Cli.Shell;

/// <summary>
/// Work as named steps: one line each with its time, with a spinner while it runs on a terminal. Everything goes to
/// stderr, because stdout belongs to the answer.
/// </summary>
sealed class Steps
{
    const int TitleWidth = 44;

    readonly IAnsiConsole? _terminal = IsTerminal() ? Terminal() : null;

    /// <summary>Runs a step that yields something. Its line is marked ✓, or ✗ when it throws.</summary>
    public async Task<T> RunAsync<T>(string title, Func<Task<T>> work)
    {
        var started = TimeProvider.System.GetTimestamp();
        try
        {
            var result = await ShowAsync(title, started, work);
            Line('✓', title, started);

            return result;
        }
        catch
        {
            Line('✗', title, started);
            throw;
        }
    }

    /// <summary>Runs a step that yields nothing.</summary>
    public Task RunAsync(string title, Func<Task> work) => RunAsync(title, async () =>
    {
        await work();

        return true;
    });

    /// <summary>Says something between steps.</summary>
    public void Say(string text)
    {
        if (_terminal is null)
        {
            Console.Error.WriteLine(text);
        }
        else
        {
            _terminal.WriteLine(text);
        }
    }

    async Task<T> ShowAsync<T>(string title, long started, Func<Task<T>> work)
    {
        if (_terminal is null)
        {
            return await work();
        }

        return await _terminal.Status().Spinner(Spinner.Known.Dots).StartAsync(Markup.Escape(title), async status =>
        {
            using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
            var running = work();
            while (!running.IsCompleted && await timer.WaitForNextTickAsync())
            {
                status.Status(Markup.Escape(Describe(title, started)));
            }

            return await running;
        });
    }

    void Line(char mark, string title, long started) => Say($"{mark} {Describe(title, started)}");

    static string Describe(string title, long started)
    {
        var seconds = TimeProvider.System.GetElapsedTime(started).TotalSeconds;

        return string.Create(CultureInfo.InvariantCulture, $"{title.PadRight(TitleWidth)} {seconds,6:0.0} s");
    }

    static bool IsTerminal() =>
        !Console.IsErrorRedirected
        && Environment.GetEnvironmentVariable("TERM") is not (null or "" or "dumb")
        && Environment.GetEnvironmentVariable("CI") is null or "";

    static IAnsiConsole Terminal() =>
        AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
}
