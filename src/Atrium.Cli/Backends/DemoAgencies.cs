using Atrium.Cli.Installed;
using Atrium.Database;
using Atrium.Database.Demo;

namespace Atrium.Cli.Backends;

/// <summary>
/// The demo agencies: made by a first start, and by none that found accounts or was once told not to. What the first
/// start chose holds, so that nobody puts accounts with a known password into an installation in use.
/// </summary>
static class DemoAgencies
{
    /// <summary>True where a start should make them; a start with <c>--no-demo</c> settles it for good.</summary>
    /// <param name="installation">Remembers the choice.</param>
    /// <param name="backend">The deployed database.</param>
    /// <param name="wanted">False for <c>--no-demo</c>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<bool> AreDueAsync(
        Installation installation, Backend backend, bool wanted, CancellationToken cancellationToken)
    {
        await using var session = await SqlSession.OpenAsync(backend.Owner, cancellationToken);
        if (await session.ScalarAsync<bool>("select exists (select from auth.users)", cancellationToken))
        {
            return false;
        }

        var refused = installation.In("no-demo");
        if (!wanted)
        {
            await File.WriteAllTextAsync(
                refused, "The first start was told --no-demo. See: atrium db seed --help\n", cancellationToken);
        }

        return !File.Exists(refused);
    }

    /// <summary>Begins to write them, dated up to today.</summary>
    public static DemoDraft Draft() =>
        DemoData.Draft(DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime));

    /// <summary>Puts them into the database.</summary>
    public static async Task SeedAsync(Backend backend, DemoDraft draft, CancellationToken cancellationToken)
    {
        await using var session = await SqlSession.OpenAsync(backend.Owner, cancellationToken);
        await DemoData.SeedAsync(session.Connection, () => draft, cancellationToken);
    }

    /// <summary>The demo accounts that are there, in the order they are shown; empty without demo data.</summary>
    public static async Task<IReadOnlyList<DemoAccount>> AccountsAsync(
        Backend backend, CancellationToken cancellationToken)
    {
        await using var session = await SqlSession.OpenAsync(backend.Owner, cancellationToken);
        var there = await session.RowsAsync(
            "select u.email::text from auth.users u where u.email::text = any ($1)",
            row => row.GetString(0), cancellationToken,
            [DemoData.Accounts.Select(account => account.Email).ToArray()]);

        return [.. DemoData.Accounts.Where(account => there.Contains(account.Email))];
    }
}
