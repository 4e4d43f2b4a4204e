using System.Globalization;

namespace Atrium.Gateway.Rest.Answers;

/// <summary>How long each stage of one request took, for its <c>Server-Timing</c> header.</summary>
/// <param name="time">Measures.</param>
sealed class StageTimes(TimeProvider time)
{
    readonly long[] _ends = new long[4];
    readonly long _start = time.GetTimestamp();

    public void End(Stage stage) => _ends[(int)stage] = time.GetTimestamp();

    /// <summary>
    /// Milliseconds a stage, as <c>parse;dur=0.1, plan;dur=0.0, transaction;dur=1.2, response;dur=0.0</c>.
    /// </summary>
    public override string ToString()
    {
        var parse = Between(_start, Stage.Parse);
        var plan = Between(_ends[(int)Stage.Parse], Stage.Plan);
        var run = Between(_ends[(int)Stage.Plan], Stage.Run);
        var render = Between(_ends[(int)Stage.Run], Stage.Render);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"parse;dur={parse:0.0#}, plan;dur={plan:0.0#}, transaction;dur={run:0.0#}, response;dur={render:0.0#}");
    }

    double Between(long start, Stage end)
    {
        var last = _ends[(int)end];
        return start == 0 || last == 0 ? 0 : time.GetElapsedTime(start, last).TotalMilliseconds;
    }
}

/// <summary>The stages of a request.</summary>
enum Stage
{
    Parse,
    Plan,
    Run,
    Render,
}
