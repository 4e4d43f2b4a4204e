namespace Atrium.Database.Demo;

/// <summary>
/// The rows of the demo agencies, being written in memory beside whatever else happens: some 130,000 of them, tens of
/// megabytes.
/// </summary>
public sealed class DemoDraft
{
    internal DemoDraft(Func<IReadOnlyList<DemoTable>> make)
    {
        Tables = Task.Run(make);
        _ = WriteAsync();
    }

    /// <summary>In the order in which they refer to each other; each may still be being written.</summary>
    internal Task<IReadOnlyList<DemoTable>> Tables { get; }

    // What goes wrong is told to who asks for the tables.
    async Task WriteAsync()
    {
        foreach (var table in await Tables.ConfigureAwait(ConfigureAwaitOptions.ForceYielding))
        {
            _ = table.Lines is { } lines ? lines.Value.Length : table.Json.Value.Length;
        }
    }
}
