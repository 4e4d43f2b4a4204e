using System.Text.Json.Nodes;

namespace Atrium.Database.Demo.Studio;

/// <summary>Two brands a client, one of them sometimes asleep.</summary>
static class DemoBrands
{
    static readonly string[] Lines = ["Original", "Select", "Everyday", "Studio", "Junior", "Reserve", "Nature", "One"];

    static readonly string[] Taglines =
        ["Made for the long run.", "Good, every day.", "Less noise.", "As it should be.", "Worth the walk.",
            "Simply more of it.", "Close to home.", "Begin again."];

    static readonly string[] Segments = ["Mass", "Premium", "Luxury"];

    public static void Add(DemoStudio studio, DemoAgency agency)
    {
        foreach (var client in agency.Clients)
        {
            var chance = new DemoChance($"brands:{client.Row.Id}");
            foreach (var line in chance.Some(Lines, 2))
            {
                var code = $"{client.Row.Code}-{line[..3].ToUpperInvariant()}";
                var asleep = studio.Brands.Count % 9 == 4;
                var at = client.Row.CreatedAt;
                studio.Brands.Add(new(DemoChance.Id($"brand:{agency.Cast.Slug}:{code}"), agency.Id, client.Row.Id, code,
                    $"{client.Row.NameShort} {line}", client.Row.Industry, chance.Pick(Segments),
                    chance.Pick(Taglines),
                    new JsonObject { ["primary"] = client.Row.BrandColors["primary"]?.GetValue<string>() },
                    DateOnly.FromDateTime(at.AddDays(-chance.Between(200, 3_000)).UtcDateTime),
                    asleep ? "inactive" : "active", client.Owner.Id, at, at));
            }
        }
    }
}
