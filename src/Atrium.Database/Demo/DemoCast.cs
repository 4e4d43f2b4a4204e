using System.Text.Json.Nodes;
using Atrium.Database.Demo.Stories;

namespace Atrium.Database.Demo;

/// <summary>An agency of the demo, and the order in which its story is told.</summary>
/// <param name="Name">As shown.</param>
/// <param name="Slug">Part of public addresses, and the name its dice are seeded with.</param>
/// <param name="Part">Which part of the text files it takes its people and clients from.</param>
/// <param name="Volume">Conversations a week of an average client.</param>
/// <param name="Contacts">How many people of its clients can sign in.</param>
sealed record DemoCast(string Name, string Slug, int Part, double Volume, int Contacts)
{
    public static DemoCast Northlight { get; } = new("Northlight", "northlight", 0, 1.75, 18);

    public static DemoCast Harbour { get; } = new("Harbour", "harbour", 1, 1.1, 2);

    public Guid Id => DemoChance.Id($"agency:{Slug}");

    /// <summary>Every role, in order of rank.</summary>
    public IReadOnlyList<string> Roles { get; } =
        ["owner", "admin", "leadership", "finance", "pm", "account", "creative", "agent", "member", "customer"];

    /// <summary>Both agencies as of a day, their people, clients and conversations in rows.</summary>
    public static IReadOnlyList<DemoAgency> Perform(DateOnly asOf, DemoRows rows)
    {
        List<DemoAgency> agencies = [];
        foreach (var cast in new[] { Northlight, Harbour })
        {
            var now = new DateTimeOffset(asOf.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
            var founded = now.AddMonths(cast.Part == 0 ? -44 : -30);
            var people = DemoPeople.Cast(cast, rows, founded, now);
            rows.Agencies.Add(cast.Row(people, founded));
            var stages = DemoStages.Add(rows, cast.Id, founded);
            var clients = DemoClients.Add(rows, cast, people, stages, now);
            var contacts = DemoPeople.AddContactUsers(cast, rows, people, clients, now);
            foreach (var client in clients)
            {
                DemoConversations.Add(rows, cast, people, client, now);
                DemoDocuments.Add(rows, cast, people, client, now);
            }

            DemoSteering.Add(rows, cast, people, founded, now);
            DemoLog.Add(rows, cast, people, clients, now);
            agencies.Add(new(cast, people, contacts, clients, now));
        }

        return agencies;
    }

    AgencyRow Row(DemoPeople people, DateTimeOffset founded) => new(
        Id, Name, Slug,
        new JsonObject { ["health_thresholds"] = new JsonObject { ["yellow"] = 7, ["red"] = 14 } },
        Part == 0 ? "Europe/Berlin" : "Europe/London", Part == 0 ? "EUR" : "GBP", Part == 0 ? "#6D28D9" : "#0F766E",
        people.First("owner").Id, founded, founded.AddDays(12));
}
