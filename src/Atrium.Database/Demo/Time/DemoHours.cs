using Atrium.Database.Demo.Studio;

namespace Atrium.Database.Demo.Time;

/// <summary>
/// Hours of 18 months: weekdays but for holidays, on the campaigns whose team a person was on and a few that were
/// helped out on, the rest within the agency. What is older than two weeks is approved, the last weeks wait or were
/// sent back, the present one is a draft; the books are closed over all but the last two months.
/// </summary>
static class DemoHours
{
    static readonly string[] Inside = ["Team meeting", "Admin", "Training", "New business", "Recruiting"];
    static readonly string[] Managing = ["Coordination", "Planning", "Estimate", "Delivery check"];
    static readonly string[] Advising = ["Client meeting", "Briefing", "Report", "Feedback round", "Presentation"];
    static readonly string[] Making = ["Concept", "Layout", "Copy", "Film edit", "Corrections", "Retouching", "Review"];

    static readonly string[] Done =
        ["First round", "Second round after feedback", "Prepared for the client", "With the whole team",
            "Final corrections", "Sent to production", "Took longer than planned", "Together with the freelancer"];

    static readonly string[] Reasons =
        ["Please name the phase.", "This was budgeted under another campaign.", "Travel is not billable here.",
            "Twice the hours that were agreed; let us talk.", "The day is a public holiday."];

    public static void Add(DemoTime time, DemoAgency agency)
    {
        var first = agency.Today.AddMonths(-18);
        var deciders = agency.People.With("finance", "leadership", "owner");
        foreach (var person in agency.People.Staff.Where(person => person.Role != "owner"))
        {
            var chance = new DemoChance($"hours:{agency.Cast.Slug}:{person.Email}");
            var joined = DateOnly.FromDateTime(person.Joined.UtcDateTime);
            var started = time.Campaigns.Where(campaign => campaign.Started).ToArray();
            var mine = started.Where(campaign => campaign.Team.Contains(person)).ToArray();
            var helps = person.Role is "creative" or "pm" or "account" or "agent" or "leadership";
            var rates = time.Rates.Where(rate => rate.EmployeeId == person.Id)
                .ToDictionary(rate => rate.ValidFrom.Year);
            var monday = Monday(joined > first ? joined : first);
            for (; monday < agency.Today; monday = monday.AddDays(7))
            {
                if (!chance.Percent(9))
                {
                    var week = new Week(time, agency, chance, person, rates, deciders, monday);
                    DemoCampaign[] open = [.. mine.Where(campaign => IsOpen(campaign, monday))];
                    DemoCampaign[] others = helps
                        ? [.. started.Except(open).Where(campaign => IsOpen(campaign, monday))] : [];
                    var helped = chance.Some(others, Math.Clamp(6 - open.Length, 0, others.Length));
                    AddWeek(week, [.. open, .. helped], joined);
                }
            }
        }
    }

    static void AddWeek(Week week, DemoCampaign[] mine, DateOnly joined)
    {
        for (var day = week.Monday; day < week.Monday.AddDays(5) && day < week.Agency.Today; day = day.AddDays(1))
        {
            // between the years nobody is in
            if (day < joined || (day.Month == 12 && day.Day > 23) || !week.Chance.Percent(94))
            {
                continue;
            }

            DemoCampaign[] open = [.. mine.Where(campaign => IsOpen(campaign, day))];
            var on = week.Chance.Some(open, Math.Min(open.Length, week.Chance.Between(3, 6)));
            var total = week.Chance.Between(14, 19);
            var left = total;
            foreach (var campaign in on)
            {
                var share = week.Chance.Between(total / (on.Count + 1), total / on.Count);
                var halves = Math.Min(left - 1, Math.Max(2, share));
                left -= halves;
                if (halves > 2 && week.Chance.Percent(62))
                {
                    week.Log(day, campaign, 1, "Status call", null);
                    halves--;
                }

                week.Log(day, campaign, halves, week.Chance.Pick(Tasks(week.Person.Role)), Text(week.Chance));
            }

            // freelancers are not paid for sitting by
            if (left > 1 && (on.Count == 0 ? week.Person.Role != "member" : week.Chance.Percent(60)))
            {
                foreach (var (task, part) in week.Chance.Some(Inside, on.Count == 0 ? 2 : 1).Select(
                    (task, index) => (task, index)))
                {
                    week.Log(day, null, on.Count > 0 ? left : (left + part) / 2, task, null);
                }
            }
        }
    }

    static bool IsOpen(DemoCampaign campaign, DateOnly day) =>
        campaign.Row.StartDate <= day && day <= LastDay(campaign);

    static DateOnly LastDay(DemoCampaign campaign) => campaign.Row.Status is "on_hold" or "cancelled"
        ? DateOnly.FromDateTime(campaign.Row.StatusChangedAt.UtcDateTime) : campaign.End;

    static string? Text(DemoChance chance) => chance.Percent(18) ? chance.Pick(Done) : null;

    static string[] Tasks(string role) => role switch
    {
        "pm" or "finance" or "admin" => Managing,
        "account" or "agent" or "leadership" => Advising,
        _ => Making,
    };

    static DateOnly Monday(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));

    /// <summary>A week of a person: its entries stand or fall together, but for one sent back here and there.</summary>
    sealed record Week(
        DemoTime Time, DemoAgency Agency, DemoChance Chance, DemoPerson Person,
        IReadOnlyDictionary<int, EmployeeRateRow> Rates, IReadOnlyList<DemoPerson> Deciders, DateOnly Monday)
    {
        readonly bool _late = Chance.Percent(6);
        readonly bool _waits = Chance.Percent(35);

        public void Log(DateOnly day, DemoCampaign? campaign, int halves, string task, string? text)
        {
            var made = DemoTime.At(Agency, day, 17, Chance.Between(0, 59));
            var handed = DemoTime.At(Agency, Monday.AddDays(4), 18, 20);
            var recent = Agency.Today.DayNumber - Monday.DayNumber;
            var status = recent < 7 || (_late && recent < 15) ? "draft"
                : recent < 12 || (_waits && recent < 19) ? "submitted"
                : recent < 29 && Chance.Percent(2.5) ? "rejected" : "approved";
            var decided = status is "approved" or "rejected" ? DemoTime.At(Agency, Monday.AddDays(8), 10, 30)
                : (DateTimeOffset?)null;
            var closing = new DateOnly(day.Year, day.Month, 1).AddMonths(1).AddDays(9);
            var locked = status == "approved" && closing < new DateOnly(Agency.Today.Year, Agency.Today.Month, 1)
                ? DemoTime.At(Agency, closing, 8, 5) : (DateTimeOffset?)null;
            var lead = campaign is null || campaign.Row.ProjectManagerId == Person.Id
                ? Deciders.First(decider => decider.Id != Person.Id).Id : campaign.Row.ProjectManagerId;
            var phase = campaign?.Phases.LastOrDefault(
                phase => phase.PlannedStartDate <= day && day <= phase.PlannedEndDate);
            var entry = new EntryRow(
                Chance.NextId(), Agency.Id, Person.Id, campaign?.Row.Id, phase?.Id, day, halves / 2m,
                campaign is not null && Chance.Percent(91), text, task)
            {
                Status = status,
                SubmittedAt = status == "draft" ? null : handed,
                ApprovedBy = decided is null ? null : lead,
                ApprovedAt = decided,
                RejectionReason = status == "rejected" ? Chance.Pick(Reasons) : null,
                LockedAt = locked,
                CreatedBy = Person.Id,
                CreatedAt = made,
                UpdatedAt = locked ?? decided ?? (status == "draft" ? made : handed),
            };
            Time.Entries.Add(entry);
            var rate = Rates[day.Year];
            Time.EntryRates.Add(new(entry.Id, Agency.Id, day, rate.InternalCostRate, rate.ClientBillingRate,
                rate.Currency, Person.Id, made, made));
        }
    }
}
