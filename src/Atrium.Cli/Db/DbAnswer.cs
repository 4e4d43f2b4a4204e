using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Atrium.Database;

namespace Atrium.Cli.Db;

/// <summary>What a verb answers: for people as text, for programs as one JSON object with <c>ok</c> first.</summary>
/// <param name="Ok">Whether what was asked for holds; decides the exit code.</param>
/// <param name="Text">For people.</param>
/// <param name="Fields">For programs, after <c>ok</c>.</param>
sealed record DbAnswer(bool Ok, string Text, params IReadOnlyList<(string Name, JsonNode? Value)> Fields)
{
    static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public string ToJson()
    {
        var json = new JsonObject { ["ok"] = Ok };
        foreach (var (name, value) in Fields)
        {
            json[name] = value;
        }

        return json.ToJsonString(Readable);
    }

    /// <summary>Something the operator can put right.</summary>
    public static DbAnswer Of(DatabaseProblemException problem)
    {
        var text = problem.Message;
        List<(string, JsonNode?)> fields = [("error", problem.Message)];
        if (problem.Place is { } place)
        {
            text += $"\n\n{place.Sql}\n";
            fields.AddRange(
                [("file", place.File), ("line", place.Line), ("sql", place.Sql), ("sqlstate", place.SqlState)]);
        }

        if (problem.Remedy.Length > 0)
        {
            text += $"\n→ {problem.Remedy}";
            fields.Add(("remedy", problem.Remedy));
        }

        return new(false, text, fields);
    }

    /// <summary>Names as a JSON array.</summary>
    public static JsonArray Array(IEnumerable<string> names) => [.. names.Select(name => (JsonNode?)name)];
}
