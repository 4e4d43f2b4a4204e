using System.Globalization;
using System.Text.Json;

namespace Atrium.Database.Prove.Page;

/// <summary>What the page's matrix is drawn from, and what its signature is over.</summary>
/// <param name="Made">When, ISO 8601 in UTC.</param>
/// <param name="Ok">Whether all lists were empty.</param>
/// <param name="Fingerprint">SHA-256 of the catalogue, 64 hexadecimal digits.</param>
/// <param name="Objects">How many objects were classified.</param>
/// <param name="Attempts">How many statements were tried.</param>
/// <param name="Roles">Columns, in the order of the attackers.</param>
/// <param name="Operations">What cells name by their place.</param>
/// <param name="Texts">Statements and answers, each once.</param>
/// <param name="Rows">Objects: those of public first, tables before functions, then by name.</param>
sealed record ProofData(
    string Made, bool Ok, string Fingerprint, int Objects, int Attempts, IReadOnlyList<string> Roles,
    IReadOnlyList<string> Operations, IReadOnlyList<string> Texts, IReadOnlyList<ProofRow> Rows)
{
    static readonly string[] States = ["held", "worked", "refused", "leak"];
    static readonly JsonSerializerOptions Shape = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    /// <summary>The report in this form.</summary>
    public static ProofData Of(ProveReport report, DateTimeOffset made)
    {
        string[] roles = [.. report.Cells.Select(cell => cell.Role).Distinct()];
        string[] operations = [.. report.Cells.Select(cell => cell.Operation).Distinct()];
        Dictionary<string, int> texts = [];
        int TextOf(string text)
        {
            texts.TryAdd(text, texts.Count);
            return texts[text];
        }

        // What callers may name comes first, and tables before functions.
        var rows = report.Cells.GroupBy(cell => cell.Subject)
            .OrderBy(group => !group.Key.StartsWith("public.", StringComparison.Ordinal))
            .ThenBy(group => group.Key.Contains('(', StringComparison.Ordinal))
            .ThenBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new ProofRow(group.Key,
            [
                .. group.Select(cell => (int[])
                [
                    Array.IndexOf(roles, cell.Role), Array.IndexOf(operations, cell.Operation),
                    Array.IndexOf(States, cell.State), cell.Attempts, TextOf(cell.Statement), TextOf(cell.Answer),
                ]),
            ])).ToList();
        return new(
            made.UtcDateTime.ToString("O", CultureInfo.InvariantCulture), report.Ok, report.Fingerprint, report.Objects,
            report.Attempts, roles, operations, [.. texts.Keys], rows);
    }

    /// <summary>What a page holds; null where it is nothing.</summary>
    /// <exception cref="JsonException">It is no proof.</exception>
    public static ProofData? Of(string json) => JsonSerializer.Deserialize<ProofData>(json, Shape);

    /// <summary>As JSON that can stand within a page: no <c>&lt;</c> in it.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Shape);
}

/// <summary>A row of the matrix.</summary>
/// <param name="Object">Schema and name.</param>
/// <param name="Cells">
/// Each: the places of role, operation and state, how many attempts, the places of statement and answer.
/// </param>
sealed record ProofRow(string Object, IReadOnlyList<int[]> Cells);
