using System.Globalization;
using Atrium.Database.Prove.Attacks;
using Atrium.Database.Prove.Facts;
using Atrium.Database.Prove.World;

namespace Atrium.Database.Prove.Beyond;

/// <summary>
/// What is tried through <c>/rest/v1</c>: to read, embed, filter, order and count what is foreign, to change and remove
/// it, to call functions with its ids. A foreign id and one that nobody has must be answered alike to the byte.
/// </summary>
/// <param name="battle">What the attacks are made of.</param>
sealed class RestAttacks(Battle battle)
{
    const int Embedded = 12;

    // Whoever is nobody asks plainly; the others, one of each reach, ask everything.
    static readonly string[] Nobodies = ["stranger", "anon"];
    static readonly string[] Askers = ["owner", "pm", "member", "customer"];

    readonly ProvedWorld _world = battle.World;

    // Staff see every colleague and contact user, and which client they are at home with.
    readonly string _staffList = string.Join(' ', battle.World.RowsOf(
            battle.Facts.Table("public", "memberships")?.Oid ?? 0)
        .Where(row => row.Place.Agency == 'a').Select(row => row.Values.ToJsonString()));

    /// <summary>Everything that this attacker tries.</summary>
    public IEnumerable<RestAttempt> Of(Attacker attacker)
    {
        var isAsker = Askers.Contains(attacker.Key);
        return !isAsker && !Nobodies.Contains(attacker.Key) ? []
            : Relations(attacker).SelectMany(relation => !isAsker ? [Read(relation, attacker, "select=*")]
                : Reads(relation, attacker).Concat(Pairs(relation, attacker)));
    }

    /// <summary>
    /// What shows amounts in a table or view: themselves, a bound on any of them, and the order by those that are named
    /// as something hidden is.
    /// </summary>
    public IEnumerable<RestAttempt> Questions(Attacker attacker, IReadOnlySet<string> hidden) =>
        Relations(attacker).SelectMany(relation =>
        {
            var amounts = relation.GrantedColumns(attacker.DatabaseRole, "select")
                .Where(column => column.Category == "N").Select(column => column.Name).ToList();
            var bounds = string.Join(',', amounts.Select(name => $"{name}.gt.40"));
            return amounts.Count == 0 ? [] : amounts.Where(hidden.Contains)
                .Select(name => Read(relation, attacker, $"select=*&order={name}.desc.nullslast&limit=3"))
                .Append(Read(relation, attacker, "select=*"))
                .Append(Read(relation, attacker, $"select=*&or=({bounds})", "count=exact"));
        });

    /// <summary>A call of a function with arguments as JSON.</summary>
    public RestAttempt Call(RoutineFacts routine, Attacker attacker, string arguments, Func<Answer, Verdict>? judge) =>
        Ask(routine.Title, attacker, "POST", $"rpc/{Uri.EscapeDataString(routine.Name)}", "", arguments, judge);

    IEnumerable<TableFacts> Relations(Attacker attacker) => battle.Facts.Tables.Where(table =>
        table is { Schema: "public", Parent: "" } && table.Granted(attacker.DatabaseRole, "select"));

    IEnumerable<RestAttempt> Reads(TableFacts relation, Attacker attacker)
    {
        yield return Read(relation, attacker, "select=*");
        List<string> up = [.. relation.References
            .Where(reference => battle.Facts.Table(reference.Target) is { Schema: "public" })
            .Select((reference, place) =>
                $"e{place}:{battle.Facts.Table(reference.Target)?.Name}!{reference.Name}(*)")];
        List<string> down = [.. battle.Facts.Tables
            .Where(table => table is { Schema: "public", Parent: "" } && table.Granted(attacker.DatabaseRole, "select"))
            .SelectMany(table => table.References.Where(reference => reference.Target == relation.Oid)
                .Select(reference => (table, reference)))
            .Select((child, place) => $"d{place}:{child.table.Name}!{child.reference.Name}(*)")];
        foreach (var embedded in up.Chunk(Embedded).Concat(down.Chunk(Embedded)))
        {
            yield return Read(relation, attacker, $"select=*,{string.Join(',', embedded)}");
        }
    }

    IEnumerable<RestAttempt> Pairs(TableFacts relation, Attacker attacker)
    {
        var theirs = _world.RowsOf(relation.Oid).FirstOrDefault(row => row.Place.Agency == 'b');
        var readable = relation.GrantedNames(attacker.DatabaseRole, "select");
        if (theirs is null)
        {
            return [];
        }

        List<(string Method, string Query, string Prefer, string Body, string Theirs, string Nobodys)> asked = [];
        if (relation.PrimaryKey is ["id"] && readable.Contains("id") && theirs.Text("id") is { } id)
        {
            var missing = Guid.TryParse(id, out _) ? _world.Missing.ToString() : "0";
            asked.Add(("GET", "select=id&id=eq.{0}", "count=exact", "", id, missing));
            if (relation.Granted(attacker.DatabaseRole, "delete"))
            {
                asked.Add(("DELETE", "id=eq.{0}&select=id", "return=representation,count=exact", "", id, missing));
            }

            if (relation.GrantedColumns(attacker.DatabaseRole, "update").FirstOrDefault(column =>
                column.Category == "S" && readable.Contains(column.Name)) is { } text)
            {
                var body = $$"""{"{{text.Name}}": {{Json(theirs.Text(text.Name) ?? "x")}}}""";
                asked.Add(("PATCH", "id=eq.{0}&select=id", "return=representation,count=exact", body, id, missing));
            }
        }

        if (relation.Columns.FirstOrDefault(column => column.Category == "S" && readable.Contains(column.Name)
            && (theirs.Text(column.Name) ?? "").Contains(_world.Marks.Of('b', 1)[..6], StringComparison.Ordinal))
            is { } guessed)
        {
            var value = theirs.Text(guessed.Name) ?? "";
            foreach (var count in new[] { "count=planned", "count=estimated" })
            {
                asked.Add((
                    "GET", $"select={guessed.Name}&{guessed.Name}=eq.{{0}}", count, "", value, $"{value[..^1]}~"));
            }
        }

        return asked.SelectMany(each => Pair(relation, attacker, each));
    }

    IEnumerable<RestAttempt> Pair(
        TableFacts relation, Attacker attacker,
        (string Method, string Query, string Prefer, string Body, string Theirs, string Nobodys) ask)
    {
        Answer? foreign = null;
        RestAttempt Of(string value, Func<Answer, Verdict> judge) => Ask(
            relation.Title, attacker, ask.Method,
            $"{relation.Name}?" + string.Format(
                CultureInfo.InvariantCulture, ask.Query, Uri.EscapeDataString(value)),
            ask.Prefer, ask.Body, judge);
        yield return Of(ask.Theirs, answer => Shown(attacker, foreign = answer, ask.Theirs + ask.Body));
        yield return Of(ask.Nobodys, answer => foreign is null || PointerAttacks.IsSame(foreign, answer)
            ? Verdict.Held
            : Verdict.Leak($"tells what is foreign ({foreign.Words}) from what nobody has ({answer.Words})"));
    }

    RestAttempt Read(TableFacts relation, Attacker attacker, string query, string prefer = "") =>
        Ask(relation.Title, attacker, "GET", $"{relation.Name}?{query}", prefer, "", null);

    RestAttempt Ask(
        string subject, Attacker attacker, string method, string path, string prefer, string body,
        Func<Answer, Verdict>? judge)
    {
        var ask = new RestAsk(method, path, attacker.DatabaseRole, attacker.Claims, prefer, body);
        return new(ask, new(
            subject, "rest", "rest", attacker, AttemptKind.Read, ask.Words,
            judge ?? (answer => Shown(attacker, answer, path + body))));
    }

    Verdict Shown(Attacker attacker, Answer answer, string given) =>
        ReadAttacks.Judge(
            _world, attacker, answer.Output, attacker.Role is "customer" or "" ? given : given + _staffList)
            ?? (answer.State is null ? Verdict.Worked : Verdict.Held);

    static string Json(string text) => System.Text.Json.JsonSerializer.Serialize(text);
}

/// <summary>A request, and what its answer means.</summary>
/// <param name="Ask">The request.</param>
/// <param name="Attempt">As the report shows it.</param>
sealed record RestAttempt(RestAsk Ask, Attempt Attempt);
