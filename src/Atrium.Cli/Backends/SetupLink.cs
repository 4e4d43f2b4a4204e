using Atrium.Database;

namespace Atrium.Cli.Backends;

/// <summary>
/// The link that makes the first account of an installation that has none. A new one with each start, good once and for
/// a day; the database keeps its hash only.
/// </summary>
static class SetupLink
{
    /// <summary>The link; null where there are accounts.</summary>
    /// <param name="backend">The database.</param>
    /// <param name="url">The server's address, without a trailing slash.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<string?> OfferAsync(Backend backend, string url, CancellationToken cancellationToken)
    {
        await using var session = await SqlSession.OpenAsync(backend.Owner, cancellationToken);
        if (await session.ScalarAsync<bool>("select exists (select from auth.users)", cancellationToken))
        {
            return null;
        }

        await session.ExecuteAsync("delete from atrium.setup_links where used_at is null", cancellationToken);
        var token = await session.ScalarAsync<string>("select atrium.create_setup_link('1 day')", cancellationToken);

        return $"{url}/setup/{token}";
    }
}
