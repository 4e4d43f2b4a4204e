using System.Text.Json.Nodes;
using Atrium.Database.Demo.Texts;

namespace Atrium.Database.Demo.HelpCentre;

/// <summary>What agents work with: answers, macros, views, fields of the agency's own.</summary>
static class DemoTools
{
    const string Working = """{"field": "status", "op": "in", "value": ["new", "open", "pending"]}""";

    static readonly (string Name, string About, string Actions, int Uses)[] Macros =
    [
        ("Take it and say hello", "Assigns the request to you and sends the first answer.",
            """[{"do": "assign", "to": "me"}, {"do": "reply", "template": "{hello}"}]""", 212),
        ("Ask for more", "Asks for a link, a screenshot and a time; waits for the answer.",
            """[{"do": "reply", "template": "{more}"}, {"do": "set_status", "to": "pending"}]""", 148),
        ("Wait for the supplier", "Tells the client and puts the request off for two days.",
            """[{"do": "reply", "template": "{wait}"}, {"do": "snooze", "for": "2d"}]""", 61),
        ("Done", "Says so and resolves.",
            """[{"do": "reply", "template": "{done}"}, {"do": "set_status", "to": "resolved"}]""", 334),
        ("Question about an invoice", "Tags it, answers, and leaves a note for finance.",
            """
            [{"do": "add_tags", "tags": ["invoice"]}, {"do": "reply", "template": "{invoice}"},
             {"do": "note", "text": "For finance: please answer within a day. Client: {{company.name|unknown}}."}]
            """, 57),
        ("Our mistake", "Raises the priority, apologises, follows.",
            """
            [{"do": "add_tags", "tags": ["complaint"]}, {"do": "set_priority", "to": "high"},
             {"do": "reply", "template": "{sorry}"}, {"do": "follow"}]
            """, 19),
        ("Urgent: something public is wrong", "Urgent, yours, and a note for the person on duty.",
            """
            [{"do": "set_priority", "to": "urgent"}, {"do": "assign", "to": "me"},
             {"do": "add_tags", "tags": ["urgent"]},
             {"do": "note", "text": "Person on duty has been called about {{ticket.number}}."}]
            """, 23),
        ("Tidy up", "Closes what was resolved and takes working tags off.",
            """[{"do": "remove_tags", "tags": ["urgent", "waiting"]}, {"do": "set_status", "to": "closed"}]""", 88),
    ];

    /// <summary>The views that every agency begins with, then some of this one's own.</summary>
    static readonly (string Name, string Filter, string Sort)[] Views =
    [
        ("My open", $$"""{"all": [{"field": "assigned_agent_id", "op": "in", "value": "me"}, {{Working}}]}""",
            "updated_at"),
        ("Unassigned in my teams", $$"""
            {"all": [{"field": "assigned_team_id", "op": "in", "value": "mine"},
              {"field": "assigned_agent_id", "op": "empty"}, {{Working}}]}
            """, "created_at"),
        ("All open", Working, "updated_at"),
        ("Waiting for us", """{"field": "waiting_since", "op": "not_empty"}""", "waiting_since"),
        ("Waiting for the customer", """{"field": "status", "op": "in", "value": ["pending"]}""", "updated_at"),
        ("Due soon", $$"""{"all": [{"field": "due_at", "op": "before", "value": "+4h"}, {{Working}}]}""", "due_at"),
        ("Followed", """{"field": "followed", "op": "is", "value": true}""", "updated_at"),
        ("Recently resolved", """{"field": "resolved_at", "op": "after", "value": "-7d"}""", "resolved_at"),
        ("Snoozed", """{"field": "snoozed_until", "op": "not_empty"}""", "updated_at"),
        ("Spam", """{"field": "spam", "op": "is", "value": true}""", "updated_at"),
        ("Trash", """{"field": "trash", "op": "is", "value": true}""", "updated_at"),
        ("Urgent and high", $$"""
            {"all": [{"field": "priority", "op": "in", "value": ["urgent", "high"]}, {{Working}}]}
            """, "priority"),
        ("Nobody answered for two days", $$"""
            {"all": [{"field": "waiting_since", "op": "before", "value": "-2d"}, {{Working}}]}
            """, "waiting_since"),
    ];

    static readonly (string Key, string Label, string Type, string[] Options, string? Pattern, bool Staff)[] Fields =
    [
        ("order_number", "Order number", "regex", [], @"PO-\d{4,8}", false),
        ("channel_affected", "Channel", "select", ["Website", "Newsletter", "Social", "Print", "Ads"], null, false),
        ("needed_by", "Needed by", "date", [], null, false),
        ("root_cause", "Cause", "select", ["Ours", "Client", "Supplier", "Platform", "Unknown"], null, true),
        ("effort_minutes", "Minutes spent", "number", [], null, true),
    ];

    public static void Add(DemoHelpCentre centre, DemoAgency agency)
    {
        var chance = agency.Chance("tools");
        var lead = agency.People.With("agent").Append(agency.People.First("owner")).First().Id;
        var admin = agency.People.With("admin").Append(agency.People.First("owner")).First().Id;
        var since = agency.Now.AddMonths(-8);
        var templates = DemoTexts.Table("help-tools", 0);
        foreach (var row in templates.Take(agency.Cast.Part == 0 ? templates.Count : 9))
        {
            var uses = chance.Between(3, 240);
            centre.Templates.Add(new(
                Template(row[0]), agency.Id, row[1], row[3].Replace("\\n", "\n", StringComparison.Ordinal), row[0],
                "shared", lead, row[2].Split(", "), uses, agency.Now.AddHours(-chance.Between(2, 300)), lead, since,
                since.AddDays(chance.Between(0, 120))));
        }

        foreach (var macro in Macros.Take(agency.Cast.Part == 0 ? Macros.Length : 5))
        {
            var actions = templates.Aggregate(macro.Actions, (text, row) =>
                text.Replace("{" + row[0] + "}", Template(row[0]).ToString(), StringComparison.Ordinal));
            centre.Macros.Add(new(
                chance.NextId(), agency.Id, macro.Name, macro.About, JsonNode.Parse(actions)!, "shared", admin,
                macro.Uses / (agency.Cast.Part == 0 ? 1 : 6), agency.Now.AddHours(-chance.Between(2, 200)), admin,
                since, since));
        }

        for (var place = 0; place < Views.Length; place++)
        {
            var (name, filter, sort) = Views[place];
            var own = place > 10;
            centre.SavedViews.Add(new(
                DemoChance.Id($"view:{agency.Cast.Slug}:{name}"), agency.Id, name, JsonNode.Parse(filter)!, sort,
                sort is not ("due_at" or "waiting_since"), place < 7 || own, place + 1, "shared", own ? admin : null,
                own ? admin : null, since, since));
        }

        for (var place = 0; place < Fields.Length; place++)
        {
            var field = Fields[place];
            centre.Fields.Add(new(
                chance.NextId(), agency.Id, field.Key, field.Label,
                field.Staff ? "For staff only." : "Shown on the form of the portal.", field.Type, field.Options,
                field.Pattern, field.Staff, field.Key is "order_number" or "needed_by", place, admin, since, since));
        }

        Guid Template(string shortcut) => DemoChance.Id($"template:{agency.Cast.Slug}:{shortcut}");
    }
}
