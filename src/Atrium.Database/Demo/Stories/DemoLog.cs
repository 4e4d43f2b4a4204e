using System.Text.Json.Nodes;

namespace Atrium.Database.Demo.Stories;

/// <summary>The log of what people changed, drawn from the rows they changed: never about something that isn't
/// there.</summary>
static class DemoLog
{
    public static void Add(
        DemoRows rows, DemoCast cast, DemoPeople people, IReadOnlyList<DemoClient> clients, DateTimeOffset now)
    {
        var chance = new DemoChance($"log:{cast.Slug}");
        var stages = rows.Stages.Where(stage => stage.AgencyId == cast.Id).ToDictionary(stage => stage.Id);
        var mine = clients.ToDictionary(client => client.Row.Id);
        var roles = people.Staff.ToDictionary(person => person.Id, person => person.Role);

        foreach (var moved in rows.StageEvents.Where(row => mine.ContainsKey(row.ClientId)
            && stages.ContainsKey(row.ToStageId)))
        {
            var values = new JsonObject { ["stage_id"] = moved.ToStageId.ToString() };
            if (moved.FromStageId is { } from)
            {
                Row(moved.ClientId, "update", "clients", moved.ClientId,
                    new JsonObject { ["stage_id"] = from.ToString() },
                    values, ["stage_entered_at", "stage_id"], moved.MovedBy, moved.MovedAt);
            }
            else
            {
                values["name"] = mine[moved.ClientId].Row.Name;
                Row(moved.ClientId, "insert", "clients", moved.ClientId, null, values, null, moved.MovedBy,
                    moved.MovedAt);
            }
        }

        foreach (var alert in rows.Alerts.Where(row => mine.ContainsKey(row.ClientId)))
        {
            if (alert.ResolvedAt is not { } resolvedAt)
            {
                continue;
            }

            Row(alert.ClientId, "update", "alerts", alert.Id, new JsonObject { ["status"] = "open" },
                new JsonObject { ["status"] = "resolved", ["resolution"] = alert.Resolution },
                ["resolution", "resolved_at", "resolved_by", "status"], alert.ResolvedBy, resolvedAt);
        }

        foreach (var document in rows.Documents.Where(row => mine.ContainsKey(row.ClientId)
            && row.CreatedAt > now.AddDays(-120)))
        {
            Row(document.ClientId, "insert", "documents", document.Id, null,
                new JsonObject { ["name"] = document.Name, ["visibility"] = document.Visibility }, null,
                    document.CreatedBy,
                document.CreatedAt);
        }

        foreach (var joined in rows.Memberships.Where(row => row.AgencyId == cast.Id))
        {
            Row(joined.ClientId, "insert", "memberships", joined.Id, null,
                new JsonObject { ["role"] = joined.Role, ["user_id"] = joined.UserId.ToString() }, null,
                    joined.CreatedBy,
                joined.CreatedAt);
        }

        foreach (var client in clients)
        {
            Edits(client);
        }

        // Somebody tidies up: notes, tags and terms of payment, now and then.
        void Edits(DemoClient client)
        {
            for (var edit = 0; edit < chance.Between(2, 6); edit++)
            {
                var span = Math.Max(2, (int)(now - client.Row.CreatedAt).TotalDays - 1);
                var at = now.AddDays(-chance.Between(1, span)).AddMinutes(-chance.Between(1, 600));
                var editor = chance.Percent(60) ? client.Owner : chance.Pick(people.With("owner", "admin",
                    "leadership", "account"));
                var (column, was, becomes) = chance.Pick<(string, string?, string?)>(
                [
                    ("notes", "Likes short mails.", client.Row.Notes), ("payment_terms", "Net 45",
                        client.Row.PaymentTerms),
                    ("primary_contact_name", client.People[^1].Name, client.Contact.Name), ("website", null,
                        client.Row.Website),
                ]);
                Row(client.Row.Id, "update", "clients", client.Row.Id, new JsonObject { [column] = was },
                    new JsonObject { [column] = becomes }, [column], editor.Id, at);
            }
        }

        void Row(
            Guid? client, string action, string table, Guid record, JsonNode? was, JsonNode? becomes,
            IReadOnlyList<string>? changed, Guid? actor, DateTimeOffset at) =>
            rows.Audit.Add(new(chance.NextId(), cast.Id, client, action, table, record.ToString(), null, null, null,
                null,
                was, becomes, changed, actor,
                actor is { } person && roles.TryGetValue(person, out var role) ? role : "service_role", at));
    }
}
