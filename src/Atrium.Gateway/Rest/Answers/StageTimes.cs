using System.Globalization;

namespace Atrium.Gateway.Rest.Answers;

/// <summary>How long each stage of one request took, for its <c>Server-Timing</c> header.</summary>
/// <param name="time">Measures.</param>
/// <param name="token">How long the token took before, or null where nobody is told.</param>
sealed class StageTimes(TimeProvider time, TokenTime? token)
{
    readonly long[] _ends = new long[4];
    readonly long _start = time.GetTimestamp();

    /// <summary>The stage is over, and those before it that had nothing to do.</summary>
    public void End(Stage stage)
    {
        var now = time.GetTimestamp();
        _ends[(int)stage] = now;
        for (var at = (int)stage - 1; at >= 0 && _ends[at] == 0; at--)
        {
            _ends[at] = now;
        }
    }

    /// <summary>
    /// Milliseconds a stage, as <c>parse;dur=0.1, plan;dur=0.0, transaction;dur=1.2, response;dur=0.0</c>; before them
    /// <c>jwt;dur=0.1</c> where the token's time is known.
    /// </summary>
    public override string ToString()
    {
        var parse = Between(_start, Stage.Parse);
        var plan = Between(_ends[(int)Stage.Parse], Stage.Plan);
        var run = Between(_ends[(int)Stage.Plan], Stage.Run);
        var render = Between(_ends[(int)Stage.Run], Stage.Render);
        var first = token is null ? ""
            : string.Create(CultureInfo.InvariantCulture, $"jwt;dur={token.Taken.TotalMilliseconds:0.0#}, ");
        return first + string.Create(
            CultureInfo.InvariantCulture,
            $"parse;dur={parse:0.0#}, plan;dur={plan:0.0#}, transaction;dur={run:0.0#}, response;dur={render:0.0#}");
    }

    double Between(long start, Stage end)
    {
        var last = _ends[(int)end];
        return start == 0 || last == 0 ? 0 : time.GetElapsedTime(start, last).TotalMilliseconds;
    }
}

/// <summary>How long it took to find out who calls.</summary>
sealed record TokenTime(TimeSpan Taken);

/// <summary>The stages of a request.</summary>
enum Stage
{
    Parse,
    Plan,
    Run,
    Render,
}
