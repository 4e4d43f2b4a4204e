using System.Globalization;
using System.Text.RegularExpressions;
using Atrium.Database.Prove.Facts;
using Atrium.Database.Prove.World;

namespace Atrium.Database.Prove.Attacks;

/// <summary>What an argument names.</summary>
enum Whose
{
    /// <summary>Something of the attacker's own agency.</summary>
    Own,

    /// <summary>Something of another one.</summary>
    Foreign,

    /// <summary>Something of the agency's other client.</summary>
    Elsewhere,

    /// <summary>Nothing that is there.</summary>
    Nobody,
}

/// <summary>Thinks out arguments for functions: by name and type, own or foreign.</summary>
/// <param name="facts">The catalogue.</param>
/// <param name="world">The rows.</param>
sealed class Arguments(CatalogueFacts facts, ProvedWorld world)
{
    static readonly string[] PersonWords =
        ["person", "user", "member", "assignee", "agent", "owner", "reviewer", "approver"];

    /// <summary>An argument as an SQL expression.</summary>
    /// <param name="routine">Whose argument.</param>
    /// <param name="argument">Which.</param>
    /// <param name="whose">Whether it names what is another agency's, or nobody's.</param>
    /// <param name="attacker">Who passes it.</param>
    /// <param name="nth">Which of the rows it may name, from 0; the first where there are fewer.</param>
    public string Of(RoutineFacts routine, ArgumentFacts argument, Whose whose, Attacker attacker, int nth = 0) =>
        argument switch
        {
            { BaseType: "uuid" } => Cast(Id(routine, argument, whose, attacker, nth), argument),
            { Element: "uuid" } => $"array[{Sql.Literal(Id(routine, argument, whose, attacker, nth))}]::uuid[]",
            { Relation: > 0 } => RowOf(argument, whose),
            { Values.Count: > 0 } => Cast(argument.Values[0], argument),
            _ => Plain(routine, argument, whose),
        };

    /// <summary>How many rows of another agency the one of these arguments with most may name.</summary>
    public int Foreign(RoutineFacts routine, IReadOnlyList<ArgumentFacts> names) => names.Where(IsId)
        .Select(name => RowsOf(TableOf(routine, name.Name), Whose.Foreign).Count).DefaultIfEmpty(0).Max();

    /// <summary>Whether an argument is one or more ids.</summary>
    public static bool IsId(ArgumentFacts argument) => argument.BaseType == "uuid" || argument.Element == "uuid";

    /// <summary>Whether an argument names something: what is tried with foreign names.</summary>
    public static bool Names(ArgumentFacts argument) => IsId(argument)
        || argument.Relation > 0 || argument.Name.Contains("slug", StringComparison.Ordinal);

    string Plain(RoutineFacts routine, ArgumentFacts argument, Whose whose) => argument.Category switch
    {
        "S" => Cast(Text(routine, argument.Name, whose), argument),
        "N" => $"1::{argument.Type}",
        "B" => "true",
        "D" => argument.BaseType.StartsWith("time ", StringComparison.Ordinal)
            ? Cast("09:00", argument) : Cast(Instant(argument.Name), argument),
        "T" => Cast("1 hour", argument),
        "A" => Cast("{}", argument),
        _ => argument.BaseType == "extensions.vector" ? Cast(Samples.Vector, argument)
            : argument.BaseType is "jsonb" or "json" ? Cast("{}", argument) : $"null::{argument.Type}",
    };

    // A span is wide enough for whatever there is.
    string Instant(string name) => (name.Contains("from", StringComparison.Ordinal) ? world.Now.AddYears(-1)
        : name.Contains("until", StringComparison.Ordinal) ? world.Now.AddYears(1)
        : world.Now).ToString("O", CultureInfo.InvariantCulture);

    string Text(RoutineFacts routine, string name, Whose whose)
    {
        var agency = AgencyOf(whose);
        if (name.Contains("slug", StringComparison.Ordinal))
        {
            var table = facts.Table("public", "agencies")?.Oid ?? 0;
            return world.RowsOf(table).First(row => row.Place.Agency == agency).Text("slug") ?? "";
        }

        return name.Contains("role", StringComparison.Ordinal) ? "owner"
            : name.Contains("email", StringComparison.Ordinal) ? $"zq{world.Marks.Of(agency, 0)}@zq.test"
            : name == "query" && Wording(routine, whose) is { } found ? found
            : world.Marks.Of(agency, whose == Whose.Elsewhere ? 2 : 1);
    }

    // What is looked for is there: the words of a row of what the function is named after, of a client else.
    string? Wording(RoutineFacts routine, Whose whose) =>
        RowsOf(Like(routine.Name) ?? facts.Table("public", "clients")?.Oid ?? 0, whose)
            .SelectMany(row => row.Values.Select(value => value.Value?.ToString() ?? ""))
            .FirstOrDefault(text => text.StartsWith("zq", StringComparison.Ordinal) && text.All(char.IsLetterOrDigit));

    string Id(RoutineFacts routine, ArgumentFacts argument, Whose whose, Attacker attacker, int nth)
    {
        var name = argument.Name;
        var table = TableOf(routine, name);
        // Two that a function brings together are not one and the same.
        var before = routine.Arguments.TakeWhile(other => other != argument)
            .Count(other => IsId(other) && TableOf(routine, other.Name) == table);
        if (whose == Whose.Nobody)
        {
            return world.MissingOnes[before].ToString();
        }

        if (name.Contains("agency", StringComparison.Ordinal) || name.Contains("org", StringComparison.Ordinal))
        {
            return world.Agency(AgencyOf(whose)).ToString();
        }

        var fit = RowsOf(table, whose)
            .OrderByDescending(row => whose == Whose.Own && row.Place.Person.Id == attacker.Person?.Id).ToList();
        var row = fit.ElementAtOrDefault(nth + before) ?? fit.FirstOrDefault();
        return row?.Text(row.Values.ContainsKey("id") ? "id" : row.Values.First().Key)
            ?? world.Client(AgencyOf(whose), whose == Whose.Elsewhere ? 2 : 1).ToString();
    }

    List<WorldRow> RowsOf(long table, Whose whose) => [.. world.RowsOf(table).Where(row =>
        row.Place.Agency == AgencyOf(whose) && (whose != Whose.Elsewhere || row.Client == 2))];

    static char AgencyOf(Whose whose) => whose == Whose.Foreign ? 'b' : 'a';

    long TableOf(RoutineFacts routine, string name)
    {
        // Where the function looks it up it says of which table it is.
        var looked = Regex.Match(
            routine.Source,
            $@"(public|auth)\.(\w+)\s+(?:as\s+)?(\w+)\b[^;]*?\b\3\.id = (?:\w+\.)?{Regex.Escape(name)}\b");
        if (looked.Success && facts.Table(looked.Groups[1].Value, looked.Groups[2].Value) is { } found)
        {
            return found.Oid;
        }

        var bare = name.StartsWith("p_", StringComparison.Ordinal) ? name[2..] : name;
        // An id without a word is one of what the function is named after.
        if (bare != "id" && world.TargetOf(bare) is > 0 and var known)
        {
            return known;
        }

        var stem = bare.EndsWith("_ids", StringComparison.Ordinal) ? bare[..^4]
            : bare.EndsWith("_id", StringComparison.Ordinal) ? bare[..^3] : bare;
        return PersonWords.Contains(stem) ? facts.Table("public", "users")?.Oid ?? 0
            : Like(stem) ?? Like(routine.Name) ?? facts.Table("public", "clients")?.Oid ?? 0;
    }

    // The table whose singular is in the word; of several the longest.
    long? Like(string word) => facts.Tables
        .Where(table => table is { Schema: "public", IsTable: true, Parent: "" }
            && $"_{word}_".Contains($"_{Singular(table.Name)}", StringComparison.Ordinal))
        .MaxBy(table => table.Name.Length)?.Oid;

    static string Singular(string name) => name.EndsWith("ies", StringComparison.Ordinal) ? name[..^3] + "y"
        : name.TrimEnd('s');

    string RowOf(ArgumentFacts argument, Whose whose)
    {
        var table = facts.Tables.FirstOrDefault(each => each.Title == argument.Type || each.Name == argument.Type);
        var row = RowsOf(table?.Oid ?? 0, whose).FirstOrDefault();
        return row is null ? $"null::{argument.Type}"
            : $"jsonb_populate_record(null::{argument.Type}, {Sql.Literal(row.Values.ToJsonString())}::jsonb)";
    }

    static string Cast(string text, ArgumentFacts argument) => $"{Sql.Literal(text)}::{argument.Type}";
}
