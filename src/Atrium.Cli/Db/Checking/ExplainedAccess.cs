using System.Text.Json.Nodes;
using Atrium.Database.Describe;

namespace Atrium.Cli.Db.Checking;

/// <summary>What <c>atrium.explain</c> answers, for people. Pure.</summary>
static class ExplainedAccess
{
    /// <summary>The decision, what decides it, then all that was asked.</summary>
    /// <param name="user">As the person was named.</param>
    /// <param name="explained">The answer of <c>atrium.explain</c>.</param>
    public static string Text(string user, JsonObject explained) => string.Join('\n',
        [
            $"{(Is(explained["allowed"]) ? "Yes" : "No")}: {user} may {(Is(explained["allowed"]) ? "" : "not ")}"
                + $"{explained["operation"]} {explained["table"]} {explained["id"]}.",
            $"  decided by  {Decision(explained["decided_by"])}",
            $"  membership  {Membership(explained["membership"])}",
            $"  grant       {(Is(explained["granted"]) ? "held by signed-in callers" : "none: functions do that")}",
            .. Each(explained["rights"]).Select(right =>
                $"  right       {Mark(right["held"])} {right["right"]}{Through(right["through"])}"),
            .. Each(explained["policies"]).SelectMany(Policy),
        ]);

    static string Decision(JsonNode? decided) => $"{decided?["by"]}" switch
    {
        "grant" => "the grant: nobody who signs in has it",
        "row" => "the row: there is none with this key",
        "no policy" => "there being no policy for it",
        "policy" => $"policy {decided?["policy"]}: all of it holds",
        _ => $"policy {decided?["policy"]} ({decided?["part"]}), where this does not hold: "
            + $"{PolicyWords.Of($"{decided?["condition"]}")}",
    };

    static string Membership(JsonNode? member) => member is null
        ? "none that is active"
        : $"{member["role"]}, {member["status"]}, "
            + (member["client_id"] is { } client ? $"contact of client {client}" : $"{member["client_scope"]} clients")
            + (Each(member["permissions"]).ToArray() is { Length: > 0 } more
                ? $", and may {string.Join(", ", more)}" : "");

    static string Through(JsonNode? through) => through is null ? "" : $", by {through}";

    static IEnumerable<string> Policy(JsonNode policy) =>
        Each(policy["conditions"])
            .Select(condition => $"    {Mark(condition["holds"])} {PolicyWords.Of($"{condition["sql"]}")}")
            .Prepend($"  policy      {Mark(policy["holds"])} {policy["policy"]} ({policy["part"]})");

    static string Mark(JsonNode? holds) => Is(holds) ? "✓" : "✗";

    static bool Is(JsonNode? value) => value?.GetValue<bool>() == true;

    static IEnumerable<JsonNode> Each(JsonNode? list) => (list as JsonArray ?? []).OfType<JsonNode>();
}
