using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Atrium.Database.Demo.Events;

/// <summary>
/// Three endpoints: one that takes what it is told, one that was switched off, one that a telephone provider calls.
/// </summary>
static class DemoWebhooks
{
    public static void Add(DemoEvents events, DemoAgency agency)
    {
        var chance = agency.Chance("webhooks");
        var admin = (agency.People.With("admin") is [var first, ..] ? first : agency.People.Staff[0]).Id;
        var since = agency.Now.AddDays(-120);
        var warehouse = new EndpointRow(Id(agency, "warehouse"), agency.Id, "outbound", "Data warehouse")
        {
            Url = "https://warehouse.example.org/hooks/atrium",
            Topics = ["client.*", "alert.*"],
            CreatedBy = admin,
            CreatedAt = since,
            UpdatedAt = since,
        };
        var chat = new EndpointRow(Id(agency, "chat"), agency.Id, "outbound", "Team chat")
        {
            Url = "https://chat.example.org/incoming/9f2c",
            Topics = ["alert.created"],
            IsEnabled = false,
            Failures = 5,
            DisabledAt = agency.Now.AddDays(-6),
            DisabledReason = "Five deliveries in a row were given up.",
            CreatedBy = admin,
            CreatedAt = since.AddDays(20),
            UpdatedAt = agency.Now.AddDays(-6),
        };
        var phone = new EndpointRow(Id(agency, "phone"), agency.Id, "inbound", "Telephone")
        {
            Provider = "phone",
            EndpointKey = Convert.ToHexStringLower(Hash(agency, "phone"))[..32],
            CreatedBy = admin,
            CreatedAt = since,
            UpdatedAt = since,
        };
        foreach (var endpoint in new[] { warehouse, chat, phone })
        {
            events.Endpoints.Add(endpoint);
            events.Secrets.Add(new(
                endpoint.Id, $"whsec_{Convert.ToBase64String(Hash(agency, endpoint.Name))}", endpoint.CreatedAt));
        }

        for (var i = 0; i < 48; i++)
        {
            Deliver(events, agency, chance, warehouse, agency.Now.AddMinutes(-chance.Between(30, 28 * 24 * 60)), 95);
        }

        for (var i = 0; i < 9; i++)
        {
            Deliver(events, agency, chance, chat, agency.Now.AddDays(-7).AddHours(-chance.Between(1, 300)), 30);
        }

        for (var i = 0; i < 60; i++)
        {
            Hear(events, agency, chance, i);
        }
    }

    static void Deliver(
        DemoEvents events, DemoAgency agency, DemoChance chance, EndpointRow endpoint, DateTimeOffset at, int luck)
    {
        var client = chance.Pick(agency.Clients);
        var topic = endpoint.Topics.Count == 1 ? "alert.created"
            : chance.Pick(["alert.created", "alert.updated", "client.updated"]);
        var record = topic.StartsWith("client", StringComparison.Ordinal) ? client.Row.Id : chance.NextId();
        var taken = chance.Percent(luck);
        var attempts = taken ? chance.Percent(90) ? 1 : 2 : 8;
        var ended = at.AddSeconds(taken ? attempts == 1 ? 1 : 8 : 112_000);
        events.WebhookDeliveries.Add(new(
            chance.NextId(), agency.Id, endpoint.Id, chance.NextId(), topic, record)
        {
            Payload = new JsonObject
            {
                ["type"] = topic,
                ["timestamp"] = at.UtcDateTime.ToString(
                    "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
                ["data"] = new JsonObject
                {
                    ["id"] = record,
                    ["client_id"] = client.Row.Id,
                    ["name"] = client.Row.Name,
                },
            },
            Status = taken ? "delivered" : ended < agency.Now ? "dead" : "pending",
            Attempts = !taken && ended >= agency.Now ? 3 : attempts,
            NextAttemptAt = ended < agency.Now ? ended : agency.Now.AddHours(2),
            ResponseStatus = taken ? 200 : 503,
            DurationMs = chance.Between(40, taken ? 400 : 3_000),
            Error = taken ? null : "503 Service Unavailable",
            DeliveredAt = taken ? ended : null,
            CreatedAt = at,
            UpdatedAt = ended < agency.Now ? ended : agency.Now.AddMinutes(-20),
        });
    }

    static void Hear(DemoEvents events, DemoAgency agency, DemoChance chance, int number)
    {
        var at = agency.Now.AddMinutes(-chance.Between(20, 20 * 24 * 60));
        var type = chance.Pick(["call.started", "call.ended", "call.transcribed", "end-of-call-report"]);
        var call = $"call-{agency.Cast.Slug}-{number / 3:000}";
        var fate = number % 30 == 7 ? "dead" : number % 30 == 19 ? "failed" : "processed";
        events.WebhookEvents.Add(new(chance.NextId(), agency.Id, "phone", $"{type}:{call}:{number}", type)
        {
            CallId = call,
            Payload = new JsonObject { ["call"] = call, ["seconds"] = chance.Between(20, 600) },
            Status = fate,
            Attempts = fate switch { "dead" => 8, "failed" => 2, _ => 0 },
            NextAttemptAt = fate == "failed" ? agency.Now.AddMinutes(5) : at,
            LastError = fate == "processed" ? null : "The call is not known yet.",
            ReceivedAt = at,
            ProcessedAt = fate == "processed" ? at.AddSeconds(2) : null,
            CreatedAt = at,
            UpdatedAt = at.AddSeconds(2),
        });
    }

    static Guid Id(DemoAgency agency, string name) => DemoChance.Id($"webhook:{agency.Cast.Slug}:{name}");

    // a demo's secret: the same each time, like its passwords
    static byte[] Hash(DemoAgency agency, string name) =>
        SHA256.HashData(Encoding.UTF8.GetBytes($"webhook:{agency.Cast.Slug}:{name}"));
}
