using System.Text.RegularExpressions;
using Atrium.Database.Plans;

namespace Atrium.Law.Tests.Kernel;

/// <summary>What is raised is listed, what is listed is raised, and names of the documents can be looked up.</summary>
public sealed partial class WrittenDown
{
    static readonly string[] NamesOfTheDocuments =
    [
        "agencies", "clients", "users", "style_cartridges", "preference_cartridges", "agency_cartridges",
        "communications", "alerts", "tickets", "documents", "agency_id", "client_id", "slug", "settings",
        "email", "full_name", "role", "permissions", "user_role", "team_member", "tone", "vocabulary_level",
        "use_emojis", "call_to_action_style", "is_default", "direction", "subject", "body", "timestamp",
        "severity", "status", "title", "description", "resolved_at", "assignee_id", "priority", "url",
        "idx_agency_cartridges_default", "idx_agency_cartridges_agency", "idx_agency_cartridges_type",
        "idx_communications_client", "idx_communications_timestamp", "idx_alerts_client", "idx_alerts_status",
        "idx_alerts_severity", "idx_tickets_client", "idx_tickets_status", "idx_tickets_assignee",
        "idx_documents_client", "update_updated_at_column", "uuid_generate_v4", "get_user_agency_id",
        "get_user_client_id", "get_agency_client_ids", "member_client_access", "role_permission", "audit_log",
        "hierarchy_level", "client_assignment",
    ];

    [Fact]
    public void Every_code_that_is_raised_is_listed_and_every_listed_code_is_raised()
    {
        var raised = Directory.EnumerateFiles(Plan.Find(), "deploy.sql", SearchOption.AllDirectories)
            .SelectMany(file => Code().Matches(File.ReadAllText(file)).Select(match => match.Value))
            .ToHashSet();
        var listed = Row().Matches(File.ReadAllText(Path.Combine(Plan.Find(), "ERRORS.md")))
            .Select(match => match.Groups[1].Value);

        Assert.Equal(raised.Order(), listed.Order());
    }

    [Fact]
    public void Every_listed_code_has_a_status_a_meaning_and_a_remedy() =>
        Assert.All(
            File.ReadAllLines(Path.Combine(Plan.Find(), "ERRORS.md"))
                .Where(line => line.StartsWith("| AT", StringComparison.Ordinal)),
            line => Assert.Matches(@"^\| AT[A-Z]{3} \| 4\d\d \| [^|]+\. \| [^|]+\. \|$", line));

    [Fact]
    public void Every_name_of_the_documents_can_be_looked_up()
    {
        var page = File.ReadAllText(Path.Combine(Plan.Find(), "..", "docs", "names.md"));

        var missing = NamesOfTheDocuments.Where(name => !Regex.IsMatch(page, $@"\b{name}\b"));

        Assert.Empty(missing);
    }

    [GeneratedRegex("(?<=')AT[A-Z]{3}(?=')")]
    private static partial Regex Code();

    [GeneratedRegex(@"^\| (AT[A-Z]{3}) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
