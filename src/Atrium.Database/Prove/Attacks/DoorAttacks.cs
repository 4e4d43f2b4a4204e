using System.Text.Json.Nodes;
using Atrium.Database.Prove.Facts;
using Atrium.Database.Prove.World;

namespace Atrium.Database.Prove.Attacks;

/// <summary>
/// What is tried at the door: claims that are empty, malformed or forged, and rights that were taken away a moment ago.
/// Whoever comes in that way is nobody.
/// </summary>
/// <param name="facts">The catalogue.</param>
/// <param name="scopes">Whom each table is for.</param>
/// <param name="world">The people.</param>
sealed class DoorAttacks(CatalogueFacts facts, IReadOnlyDictionary<long, Scope> scopes, ProvedWorld world)
{
    // Every table that a signed-in caller may ask for, but for what is a person's own in whichever agency.
    readonly string _everything = string.Join(" union all ", facts.Tables
        .Where(table => table is { IsTable: true, Parent: "" } && table.Granted("authenticated", "select")
            && scopes[table.Oid] is not (Scope.Everybody or Scope.Owner))
        .Select(table => $"(select {Sql.Literal(table.Title)} as line from {table.Sql} limit 1)"));

    /// <summary>Everything that is tried in somebody's name.</summary>
    public IEnumerable<Attempt> Of(Attacker attacker)
    {
        if (attacker.Key == "stranger")
        {
            return Claims().Select(claims => Nothing("claims", attacker, claims.Name) with { Claims = claims.Json });
        }

        if (attacker.Key == "api key")
        {
            var key = $"where id = {Sql.Literal(world.ApiKey ?? "")}";
            return
            [
                Stale(attacker, "revoked", $"update public.api_keys set revoked_at = now() {key}"),
                Stale(attacker, "removed", $"delete from public.api_keys {key}"),
            ];
        }

        if (attacker.Person is not { } me)
        {
            return [];
        }

        var mine = $"where user_id = {Sql.Literal(me.Id.ToString())} and agency_id = "
            + Sql.Literal(world.Agency('a').ToString());
        return
        [
            Stale(attacker, "suspended", $"update public.memberships set status = 'suspended' {mine}"),
            Stale(attacker, "removed", $"delete from public.memberships {mine}"),
            Stale(attacker, "session ended", $"delete from auth.sessions where id = '{me.Session}'"),
            Stale(attacker, "session over", $"update auth.sessions set not_after = now() where id = '{me.Session}'"),
            Demoted(attacker, mine),
        ];
    }

    // From the next request on a contact user of client 2, and of nothing else.
    Attempt Demoted(Attacker attacker, string mine)
    {
        var clients = facts.Table("public", "clients")?.Sql ?? "public.clients";
        return new(
            "public.memberships", "stale", "stale", attacker, AttemptKind.Read,
            $"select id::text as line from {clients}",
            answer => answer.Output.Contains(world.Client('a', 1).ToString(), StringComparison.Ordinal)
                ? Verdict.Leak($"{attacker.Key} was made a contact user of one client and still sees another")
                : Verdict.Held)
        {
            Silent = true,
            Before = $"delete from public.client_access {mine}; update public.memberships set role = 'customer',"
                + $" client_scope = 'all', client_id = '{world.Client('a', 2)}' {mine}",
        };
    }

    Attempt Stale(Attacker attacker, string what, string sql) =>
        Nothing("stale", attacker, what) with { Before = sql, Operation = "stale" };

    Attempt Nothing(string attack, Attacker attacker, string what) => new(
        "public.memberships", attack, "claims", attacker, AttemptKind.Read, _everything,
        answer => answer.State is not null
            ? Verdict.Leak($"{what}: an error instead of nobody: {answer.Words}")
            : answer.Touched > 0 ? Verdict.Leak($"{what}: still sees {answer.Output.ReplaceLineEndings(", ")}")
            : Verdict.Held)
    {
        Silent = true,
        Before = "select 1",
    };

    IEnumerable<(string Name, string Json)> Claims()
    {
        var owner = world.People["owner"];
        var sub = owner.Id.ToString();
        var home = world.Agency('a').ToString();
        var (other, key) = (world.Agency('b').ToString(), world.ApiKey);
        yield return ("no claims", "null");
        yield return ("empty claims", "{}");
        yield return ("a list", "[]");
        yield return ("a text", "\"authenticated\"");
        yield return ("a role alone", """{"role": "authenticated"}""");
        yield return ("another role", Json(("role", "service_role"), ("sub", sub), ("agency_id", home)));
        yield return ("anon with a name", Json(("role", "anon"), ("sub", sub), ("agency_id", home)));
        yield return ("no id", Json(("role", "authenticated"), ("sub", "owner"), ("agency_id", home)));
        yield return ("an empty id", Json(("role", "authenticated"), ("sub", ""), ("agency_id", home)));
        yield return ("quotes", Json(("role", "authenticated"), ("sub", "' or true --"), ("agency_id", home)));
        yield return ("a nested id", $$"""{"role": "authenticated", "sub": ["{{sub}}"], "agency_id": "{{home}}"}""");
        yield return ("somebody of another agency", Json(
            ("role", "authenticated"), ("sub", world.People["b owner"].Id.ToString()), ("agency_id", home)));
        yield return ("an agency that isn't one's own", Json(
            ("role", "authenticated"), ("sub", sub), ("agency_id", other)));
        yield return ("no agency at all", Json(("role", "authenticated"), ("sub", sub), ("agency_id", "x")));
        yield return ("somebody else's session", Json(
            ("role", "authenticated"), ("sub", sub), ("agency_id", home),
            ("session_id", world.People["member"].Session.ToString())));
        yield return ("a session that isn't one", Json(
            ("role", "authenticated"), ("sub", sub), ("agency_id", home), ("session_id", "x")));
        yield return ("a key of another agency", Json(
            ("role", "authenticated"), ("agency_id", other), ("api_key_id", key ?? "")));
        yield return ("a key without its agency", Json(("role", "authenticated"), ("api_key_id", key ?? "")));
        yield return ("a key that isn't one, and a name", Json(
            ("role", "authenticated"), ("sub", sub), ("agency_id", home), ("api_key_id", Guid.Empty.ToString())));
    }

    static string Json(params IEnumerable<(string Name, string Value)> claims) =>
        new JsonObject(claims.Select(claim => new KeyValuePair<string, JsonNode?>(claim.Name, claim.Value)))
            .ToJsonString();
}
