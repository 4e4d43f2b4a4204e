using System.Globalization;
using Atrium.Database.Demo.Studio;

namespace Atrium.Database.Demo.Time;

/// <summary>Cameras, lights and laptops, and who had them: no thing with two people at once.</summary>
static class DemoLoans
{
    static readonly (string Name, string Category, int Count)[] Room =
    [
        ("Cinema camera", "Camera", 3), ("Mirrorless camera", "Camera", 4), ("Zoom lens 24–70", "Lens", 3),
        ("Prime lens 50", "Lens", 3), ("LED panel", "Lighting", 5), ("Softbox kit", "Lighting", 2),
        ("Wireless microphone", "Audio", 4), ("Field recorder", "Audio", 2), ("Tripod", "Grip", 4),
        ("Gimbal", "Grip", 2), ("Drone", "Camera", 1), ("Editing laptop", "Computer", 4), ("Tablet", "Computer", 3),
    ];

    static readonly string[] Purposes =
        ["Product shoot", "Interviews", "Behind the scenes", "Social clips", "Client workshop", "Pickup shots"];

    public static void Add(DemoTime time, DemoAgency agency)
    {
        var admin = DemoTime.With(agency, "admin").Id;
        var bought = agency.Now.AddMonths(-20);
        foreach (var (name, category, count) in Room)
        {
            for (var number = 1; number <= (agency.Cast.Part == 0 ? count : 1); number++)
            {
                var code = string.Create(CultureInfo.InvariantCulture,
                    $"{name.ToUpperInvariant().Replace(' ', '-').Replace('–', '-')}-{number}");
                time.Items.Add(new(DemoChance.Id($"item:{agency.Cast.Slug}:{code}"), agency.Id, code,
                    $"{name} {number}", category, $"SN{code.Length}{number:000}",
                    $"Room 0.{category.Length}, shelf {number}", (name, number) switch
                    {
                        ("LED panel", 5) => "in_maintenance",
                        ("Tablet", 3) => "retired",
                        _ => "available",
                    }, admin, bought, bought));
            }
        }

        var free = time.Items.Where(item => item.Status == "available")
            .ToDictionary(item => item.Id, _ => DateOnly.MinValue);
        foreach (var campaign in time.Campaigns
            .Where(campaign => campaign.Row.Status is not ("pipeline" or "cancelled" or "on_hold"))
            .OrderBy(campaign => campaign.Phases[2].PlannedStartDate).ThenBy(campaign => campaign.Row.CampaignCode,
                StringComparer.Ordinal))
        {
            var chance = new DemoChance($"loans:{campaign.Row.Id}");
            foreach (var item in chance.Some([.. free.Keys], chance.Between(0, 4)))
            {
                var from = campaign.Phases[2].PlannedStartDate.AddDays(chance.Between(0, 6));
                if (free[item] < from && from < agency.Today.AddDays(40))
                {
                    var days = chance.Between(1, 6);
                    free[item] = AddLoan(time, agency, chance, campaign, item, from, from.AddDays(days));
                }
            }
        }

        foreach (var loan in time.Loans.Where(loan => loan.Status is not "returned"))
        {
            var index = time.Items.FindIndex(item => item.Id == loan.EquipmentId);
            var status = loan.Status == "reserved" ? "reserved" : "checked_out";
            if (time.Items[index].Status != "checked_out")
            {
                time.Items[index] = time.Items[index] with { Status = status, UpdatedAt = loan.UpdatedAt };
            }
        }
    }

    /// <summary>The last day it is taken.</summary>
    static DateOnly AddLoan(
        DemoTime time, DemoAgency agency, DemoChance chance, DemoCampaign campaign, Guid item, DateOnly from,
        DateOnly due)
    {
        var person = chance.Pick(campaign.Team);
        var begins = new DateTimeOffset(from.ToDateTime(new(8, 30)), TimeSpan.Zero);
        var dueAt = new DateTimeOffset(due.ToDateTime(new(18, 0)), TimeSpan.Zero);
        var reserved = begins >= agency.Now;
        var late = chance.Percent(9) ? chance.Between(1, 3) : 0;
        var back = new DateTimeOffset(due.AddDays(late).ToDateTime(new(16, 45)), TimeSpan.Zero);
        var returned = !reserved && back < agency.Now;
        var made = reserved ? agency.Now.AddHours(-chance.Between(10, 60)) : begins;
        time.Loans.Add(new(DemoChance.Id($"loan:{campaign.Row.Id}:{item}"), agency.Id, item, person.Id,
            reserved ? null : person.Id, campaign.Row.Id, chance.Pick(Purposes), begins, dueAt, returned ? back : null,
            reserved ? "reserved" : returned ? "returned" : dueAt < agency.Now ? "overdue" : "active",
            reserved ? null : chance.Pick(["excellent", "good", "good"]),
            returned ? chance.Pick(["excellent", "good", "good", "fair"]) : null, person.Id, made,
            returned ? back : made));
        return due.AddDays(late);
    }
}
