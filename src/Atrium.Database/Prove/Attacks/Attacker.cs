using System.Text.Json.Nodes;
using Atrium.Database.Prove.World;

namespace Atrium.Database.Prove.Attacks;

/// <summary>Somebody who tries things, in the way the tenant door lets them in.</summary>
/// <param name="Key">Name of the row in the report: a role, or what is special.</param>
/// <param name="DatabaseRole">What they become: anon, authenticated or service_role.</param>
/// <param name="Claims">What their token says, as JSON.</param>
/// <param name="Person">Who they are in the world; null for nobody.</param>
/// <param name="Role">Their role in agency a; empty for none.</param>
sealed record Attacker(string Key, string DatabaseRole, string Claims, Person? Person, string Role)
{
    /// <summary>The operator's own machine: sees everything, and yet may tie no row to another agency's.</summary>
    public bool IsOperator => DatabaseRole == "service_role";

    /// <summary>Everybody who attacks.</summary>
    public static IReadOnlyList<Attacker> All(ProvedWorld world)
    {
        string[] people = [.. Cast.Staff, "writer", "shared", "customer"];
        var key = world.ApiKey ?? throw new DatabaseProblemException("No API key could be made for the attacks.");
        var agency = world.Agency('a').ToString();
        return
        [
            .. people.Select(name => Of(world, world.People[name])),
            new("api key", "authenticated", new JsonObject
            {
                ["role"] = "authenticated", ["agency_id"] = agency, ["api_key_id"] = key,
            }.ToJsonString(), null, "pm"),
            new("stranger", "authenticated", new JsonObject
            {
                ["role"] = "authenticated", ["sub"] = Marks.Id("00000000", 1).ToString(), ["agency_id"] = agency,
            }.ToJsonString(), null, ""),
            new("anon", "anon", """{"role": "anon"}""", null, ""),
            new("operator", "service_role", """{"role": "service_role"}""", null, ""),
        ];
    }

    /// <summary>Somebody of the world, signed in.</summary>
    public static Attacker Of(ProvedWorld world, Person person) => new(
        person.Key, "authenticated", ClaimsOf(world, person, world.Agency('a')), person, person.Role);

    /// <summary>What the token of somebody signed in says.</summary>
    public static string ClaimsOf(ProvedWorld world, Person person, Guid agency) => new JsonObject
    {
        ["role"] = "authenticated",
        ["sub"] = person.Id.ToString(),
        ["agency_id"] = agency.ToString(),
        ["session_id"] = person.Session.ToString(),
    }.ToJsonString();
}
