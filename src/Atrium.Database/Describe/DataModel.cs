using System.Text.RegularExpressions;
using Atrium.Database.Plans;

namespace Atrium.Database.Describe;

/// <summary>Reads a deployed database and writes what people read about it.</summary>
public static partial class DataModel
{
    static readonly string[] Internals = ["auth", "atrium"];

    /// <summary>The text of <c>docs/data-model.md</c> for a database in which the plan is deployed.</summary>
    public static async Task<string> RenderAsync(SqlSession session, Plan plan, CancellationToken cancellationToken)
    {
        List<(string, SchemaModel)> internals = [];
        foreach (var schema in Internals)
        {
            internals.Add((schema, await SchemaReader.ReadAsync(session, schema, cancellationToken)));
        }

        return DataModelPage.Render(
            await SchemaReader.ReadAsync(session, "public", cancellationToken), internals, Modules(plan));
    }

    /// <summary>Each module with the tables and views that its scripts make, in the order of the plan.</summary>
    static IReadOnlyList<(string Module, IReadOnlyList<string> Tables)> Modules(Plan plan) =>
    [
        .. plan.Changes.GroupBy(change => change.Name.Split('/')[0]).Select(changes => (
            changes.Key,
            (IReadOnlyList<string>)[.. changes.SelectMany(change => Made().Matches(change.Deploy.Text))
                .Select(made => made.Groups[1].Value).Distinct()])),
    ];

    [GeneratedRegex(@"^create (?:table|(?:or replace )?view|materialized view) public\.(\w+)",
        RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex Made();
}
