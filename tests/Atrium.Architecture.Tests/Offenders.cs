namespace Atrium.Architecture.Tests;

/// <summary>Fails with every offender on a line of its own, where a plain assertion would cut the list short.</summary>
static class Offenders
{
    public static void None<T>(IEnumerable<T> offenders)
    {
        var found = offenders.ToList();

        Assert.True(found.Count == 0, $"{found.Count} offend:\n{string.Join('\n', found)}");
    }
}
