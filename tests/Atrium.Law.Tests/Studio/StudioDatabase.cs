using Atrium.Testing;
using Npgsql;

namespace Atrium.Law.Tests.Studio;

/// <summary>
/// A database with the people and the work of <c>tests.studio()</c>: agency a with somebody of every role, clients a1
/// and a2, campaigns c1 (led by pm and account, creative on the team), c2 and lead, artifacts draft, secret, public,
/// shared and house; agency b with stranger, its owner, client b1, campaign cb and artifact foreign.
/// </summary>
public sealed class StudioDatabase() : CastDatabase(
    "studio",
    [
        "a1", "a2", "b1", "brand1", "brand2", "brandb", "c1", "c2", "lead", "cb", "p1", "p2", "pb", "draft", "secret",
        "public", "shared", "house", "foreign",
    ])
{
    /// <summary>How many rows a statement with names in braces touches, to its end; 0 where it is refused.</summary>
    public async Task<int> TouchedAsync(string person, string sql)
    {
        try
        {
            return await As(person).ExecuteAsync(Filled(sql));
        }
        catch (PostgresException)
        {
            return 0;
        }
    }

    /// <summary>An artifact of somebody in campaign c1, with the text "first".</summary>
    public Task<Guid> MakeArtifactAsync(string owner, string status = "draft") => Database.ScalarAsync<Guid>(
        """
        insert into public.artifacts
          (agency_id, campaign_id, title, artifact_type, content, owner_id, content_by, status)
        values ($1, $2, 'Made', 'brief', 'first', $3, $3, $4) returning id
        """,
        this["a"], this["c1"], this[owner], status);
}
