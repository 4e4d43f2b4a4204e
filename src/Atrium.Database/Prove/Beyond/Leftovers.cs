using System.Text.Json.Nodes;

namespace Atrium.Database.Prove.Beyond;

/// <summary>
/// What a request leaves on its connection for the next one: lets somebody in as the door does, ends that transaction
/// and looks what is still set.
/// </summary>
static class Leftovers
{
    // Of those who are there the eldest member; a new database has none, and then nobody is let in.
    const string Somebody = """
        select m.user_id::text || ' ' || m.agency_id::text from public.memberships m
        where m.status = 'active' order by m.created_at, m.id limit 1
        """;

    const string Names = """
        select distinct found[1] from pg_proc p join pg_namespace n on n.oid = p.pronamespace,
          regexp_matches(p.prosrc, '''((?:atrium|request)\.[a-z_.]+)''', 'g') as found
        where n.nspname in ('atrium', 'auth', 'public') and p.prosrc ~ 'set_config'
        union select unnest(array['role', 'search_path', 'statement_timeout', 'row_security'])
        order by 1
        """;

    const string Settings = """
        select name || ' = ' || coalesce(current_setting(name, true), '') from unnest($1::text[]) as name
        where coalesce(current_setting(name, true), '') <> ''
        """;

    /// <summary>Settings that outlast a request; needs a session that is in no transaction.</summary>
    public static async Task<IReadOnlyList<ProveFinding>> FindAsync(
        SqlSession session, CancellationToken cancellationToken)
    {
        var names = (await session.RowsAsync(Names, row => row.GetString(0), cancellationToken)).ToArray();
        var before = await session.RowsAsync(Settings, row => row.GetString(0), cancellationToken, [names]);
        var somebody = (await session.ScalarAsync<string>(Somebody, cancellationToken))?.Split(' ');
        var claims = new JsonObject
        {
            ["role"] = "authenticated",
            ["sub"] = somebody?[0] ?? Guid.CreateVersion7().ToString(),
            ["agency_id"] = somebody?[1],
            ["request_id"] = "proof",
        };
        await session.ExecuteAsync("begin", cancellationToken);
        await session.ExecuteAsync(
            "select set_config('session_authorization', 'atrium_gateway', true)", cancellationToken);
        await session.ExecuteAsync(
            "select atrium.enter($1::jsonb), set_config('search_path', 'public, extensions', true),"
            + " set_config('role', 'authenticated', true), set_config('statement_timeout', '8000', true)",
            cancellationToken, claims.ToJsonString());
        await session.ExecuteAsync("commit", cancellationToken);
        var after = await session.RowsAsync(Settings, row => row.GetString(0), cancellationToken, [names]);
        return [.. after.Except(before).Select(setting => new ProveFinding(
            "atrium.enter(jsonb)", "", "settings",
            $"{setting.Split(' ')[0]} is still set for the next request on the connection", "", ""))];
    }
}
