using System.Text.Json.Nodes;

namespace Atrium.Database.Demo.Stories;

/// <summary>Cartridges of the agency and of some people, and invitations that are under way.</summary>
static class DemoSteering
{
    static readonly string[] Tones = ["warm and brief", "factual", "cheerful", "calm and exact", "direct"];

    public static void Add(DemoRows rows, DemoCast cast, DemoPeople people, DateTimeOffset founded, DateTimeOffset now)
    {
        var chance = new DemoChance($"steering:{cast.Slug}");
        var by = people.First("owner").Id;
        Cartridge("style", "House style", true, new JsonObject
        {
            ["tone"] = "warm, exact, never shouting",
            ["vocabulary_level"] = "plain",
            ["use_emojis"] = false,
            ["call_to_action_style"] = "one clear next step",
        });
        Cartridge("style", "Launch style", false, new JsonObject
        {
            ["tone"] = "bold",
            ["vocabulary_level"] = "plain",
            ["use_emojis"] = true,
            ["call_to_action_style"] = "invitation",
        });
        Cartridge("preference", "Short answers", true, new JsonObject
        {
            ["response_length"] = "short",
            ["formality"] = "friendly",
            ["languages"] = new JsonArray("en", "de"),
        });
        Cartridge("instruction", "Client safety", true, new JsonObject
        {
            ["rules"] = new JsonArray("Name the source of each figure.", "Say when something is a guess."),
            ["constraints"] = new JsonArray("No prices in writing without an estimate.",
                "Nothing about other clients."),
            ["examples"] = new JsonArray("Orders are up 12 per cent (shop export of 3 May)."),
        });
        Cartridge("brand", cast.Name, true, new JsonObject
        {
            ["company_name"] = cast.Name,
            ["industry"] = "Agency",
            ["target_audience"] = "brands with something to say",
            ["core_values"] = new JsonArray("clarity", "care", "nerve"),
            ["blueprint_112"] = new JsonObject(),
        });
        foreach (var person in people.Staff.Where((_, place) => place % 4 == 0))
        {
            var at = now.AddDays(-chance.Between(3, 200));
            rows.StyleCartridges.Add(new(chance.NextId(), person.Id, "My style", chance.Pick(Tones), "plain",
                "one question at the end", chance.Percent(30), true, at, at));
            rows.PreferenceCartridges.Add(new(chance.NextId(), person.Id, "My preferences", chance.Pick(["English",
                "German"]),
                chance.Pick(["Professional", "Friendly"]), chance.Pick(["Short", "Medium"]), true, at, at));
        }

        if (cast.Part == 0)
        {
            Invite("jana.riedl@northlight.test", "account", "Jana Riedl", 2, false);
            Invite("sven.aalto@northlight.test", "creative", "Sven Aalto", 5, false);
            Invite("h.lorenz@northlight.test", "pm", "Holger Lorenz", 24, false);
            Invite("typo@northlght.test", "member", "Iva Klein", 3, true);
        }

        void Cartridge(string type, string name, bool isDefault, JsonNode data)
        {
            var at = founded.AddDays(chance.Between(20, 200));
            rows.AgencyCartridges.Add(new(DemoChance.Id($"cartridge:{cast.Slug}:{name}"), cast.Id, type, name, data,
                isDefault, by, at, at));
        }

        void Invite(string email, string role, string name, int daysAgo, bool revoked)
        {
            var at = now.AddDays(-daysAgo).AddHours(-chance.Between(6, 15));
            var until = revoked ? at.AddHours(1) : (DateTimeOffset?)null;
            rows.Invitations.Add(new(DemoChance.Id($"invitation:{email}"), cast.Id, email, role, name, at.AddDays(7),
                until,
                people.First("admin").Id, at, until ?? at));
        }
    }
}
