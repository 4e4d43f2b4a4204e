namespace Atrium.Database.Demo.Time;

/// <summary>What people can take on, and what an hour of them costs and earns: dearer each year.</summary>
static class DemoStaff
{
    public static void Add(DemoTime time, DemoAgency agency)
    {
        var finance = DemoTime.With(agency, "finance").Id;
        foreach (var person in agency.People.Staff)
        {
            var chance = new DemoChance($"staff:{agency.Cast.Slug}:{person.Email}");
            var hired = DateOnly.FromDateTime(person.Joined.UtcDateTime);
            var manager = DemoTime.With(agency, person.Role switch
            {
                "creative" => "leadership",
                "pm" or "account" or "agent" or "member" => "leadership",
                _ => "owner",
            }).Id;
            time.Employees.Add(new(DemoChance.Id($"employee:{agency.Cast.Slug}:{person.Email}"), agency.Id, person.Id,
                Department(person.Role), chance.Percent(12) ? chance.Pick([20m, 24m, 32m]) : 40m, hired,
                manager == person.Id ? null : manager, DemoTime.With(agency, "admin").Id, person.Joined,
                person.Joined));
            var billing = Billing(chance, person);
            for (var year = agency.Today.AddMonths(-19).Year; year <= agency.Today.Year; year++)
            {
                var cost = Math.Round(billing * chance.Between(58, 74) / 100m, 2);
                var entered = DemoTime.At(agency, new(year, 1, 2), 9, 10);
                time.Rates.Add(new(DemoChance.Id($"rate:{agency.Cast.Slug}:{person.Email}:{year}"), agency.Id,
                    person.Id, new(year, 1, 1), year == agency.Today.Year ? null : new(year, 12, 31), cost, billing,
                    DemoTime.Currency(agency), finance, entered, entered));
                billing = Math.Round(billing * 1.04m);
            }
        }
    }

    static string Department(string role) => role switch
    {
        "creative" => "Creative",
        "pm" => "Production",
        "account" or "agent" => "Client service",
        "finance" => "Finance",
        "admin" => "Operations",
        "member" => "Freelance",
        _ => "Management",
    };

    static decimal Billing(DemoChance chance, DemoPerson person)
    {
        var senior = person.JobTitle.Contains("Senior", StringComparison.Ordinal)
            || person.JobTitle.Contains("director", StringComparison.OrdinalIgnoreCase)
            || person.JobTitle.Contains("lead", StringComparison.OrdinalIgnoreCase);
        var from = person.Role switch
        {
            "owner" or "leadership" => 155,
            "member" or "agent" => 70,
            _ => senior ? 115 : 85,
        };
        return from + (chance.Between(0, 5) * 5);
    }
}
