using Atrium.Database.Demo.Studio;

namespace Atrium.Database.Demo.Time;

/// <summary>
/// Who is planned onto what: what was, and the coming eight weeks, in which some are on the bench and some have more
/// than a week holds.
/// </summary>
static class DemoPlans
{
    public static void Add(DemoTime time, DemoAgency agency)
    {
        foreach (var person in agency.People.Staff)
        {
            var chance = new DemoChance($"plans:{agency.Cast.Slug}:{person.Email}");
            var mine = time.Campaigns.Where(campaign => campaign.Team.Contains(person)
                && campaign.Row.Status is not ("cancelled" or "on_hold")).ToArray();
            var ahead = mine.Where(campaign => campaign.End >= agency.Today).ToArray();
            var roll = chance.Between(1, 100);
            var load = roll <= 10 ? 0 : roll <= 70 ? chance.Between(40, 80)
                : roll <= 92 ? chance.Between(80, 100) : chance.Between(105, 130);
            foreach (var campaign in mine)
            {
                var coming = campaign.End >= agency.Today;
                var share = coming ? load / Math.Max(1, ahead.Length) : chance.Between(10, 50);
                if (share > 0)
                {
                    time.Allocations.Add(Row(agency, chance, person, campaign, Math.Min(100, share)));
                }
            }
        }
    }

    static AllocationRow Row(
        DemoAgency agency, DemoChance chance, DemoPerson person, DemoCampaign campaign, int share)
    {
        var end = campaign.End < agency.Today.AddDays(56) ? campaign.End : agency.Today.AddDays(56);
        var start = campaign.Row.StartDate < end ? campaign.Row.StartDate : end;
        var days = Enumerable.Range(0, end.DayNumber - start.DayNumber + 1)
            .Count(day => start.AddDays(day).DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday));
        var status = campaign.Started ? "confirmed" : chance.Percent(8) ? "cancelled" : "planned";
        return new(DemoChance.Id($"plan:{campaign.Row.Id}:{person.Id}"), agency.Id, person.Id, campaign.Row.Id, null,
            start, end, Math.Round(days * 8m * share / 100 * 2) / 2, share, person.JobTitle, status,
            campaign.Row.ProjectManagerId, campaign.Row.CreatedAt, campaign.Row.CreatedAt);
    }
}
