using System.Text.RegularExpressions;
using Atrium.Database.Plans;

namespace Atrium.Database.Lint;

/// <summary>
/// One rule over the deployed catalogue, as it stands in <c>database/lint</c>: a query whose columns are rule, object,
/// detail and remedy, and above it a comment with the rule's name and why it is one.
/// </summary>
/// <param name="Name">A few words; unique.</param>
/// <param name="Explanation">Why it is a rule; never empty.</param>
/// <param name="Script">The file it stands in.</param>
/// <param name="Query">Gives a row for each finding.</param>
public sealed partial record LintRule(string Name, string Explanation, SqlScript Script, SqlStatement Query)
{
    /// <summary>Statements that must have run before, which are no rules: what several rules look at.</summary>
    internal IReadOnlyList<SqlStatement> Before { get; private init; } = [];

    /// <summary>The rules of all files, in their order.</summary>
    /// <exception cref="DatabaseProblemException">A rule is not explained, or two have one name.</exception>
    public static IReadOnlyList<LintRule> Read(IReadOnlyList<SqlScript> scripts)
    {
        List<LintRule> rules = [];
        List<SqlStatement> before = [];
        foreach (var script in scripts)
        {
            foreach (var statement in script.Statements)
            {
                if (NameOf(statement) is not { } name)
                {
                    before.Add(statement);
                    continue;
                }

                rules.Add(new(name, ExplanationOf(name, script, statement), script, statement) { Before = before });
                before = [];
            }
        }

        return rules.CountBy(rule => rule.Name).FirstOrDefault(each => each.Value > 1) is { Key: { } twice }
            ? throw new DatabaseProblemException($"Two rules of the lint are called '{twice}'.")
            : rules;
    }

    static string? NameOf(SqlStatement statement) =>
        FirstColumn().Match(statement.Sql) is { Success: true } found ? found.Groups[1].Value : null;

    static string ExplanationOf(string name, SqlScript script, SqlStatement statement)
    {
        var comment = script.Text.Split('\n').Take(statement.Line - 1).Reverse()
            .TakeWhile(line => line.StartsWith("--", StringComparison.Ordinal))
            .Reverse().Select(line => line[2..].Trim());
        var said = string.Join(' ', comment);
        return said.StartsWith(name + ": ", StringComparison.Ordinal)
            ? said[(name.Length + 2)..]
            : throw new DatabaseProblemException(
                $"{script.File}:{statement.Line}: the rule '{name}' is not explained.",
                $"Write above it: -- {name}: why it is a rule.");
    }

    [GeneratedRegex("^select (?:distinct )?'([^']+)'")]
    private static partial Regex FirstColumn();
}
