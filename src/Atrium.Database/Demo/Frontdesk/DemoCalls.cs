using Atrium.Database.Demo.Texts;

namespace Atrium.Database.Demo.Frontdesk;

/// <summary>Calls, what they told of the callers, and what was to be done after them.</summary>
static class DemoCalls
{
    public static void Add(DemoDesk desk)
    {
        var chance = desk.Agency.Chance("calls");
        foreach (var lead in desk.Leads.OrderBy(lead => lead.CreatedAt).ThenBy(lead => lead.Id))
        {
            if (lead.Source == "call")
            {
                Ring(desk, chance, lead, lead.CreatedAt, false);
            }

            if (chance.Percent(38))
            {
                var later = chance.WorkingMoment(DateOnly.FromDateTime(
                    lead.CreatedAt.AddDays(chance.Between(1, 40)).UtcDateTime));
                if (later < desk.Agency.Now)
                {
                    Ring(desk, chance, lead, later, chance.Percent(55));
                }
            }
        }

        // the last days at the desk: what is still waiting
        foreach (var lead in chance.Some(desk.Leads, desk.Sized(60)))
        {
            Ring(desk, chance, lead, desk.Agency.Now.AddMinutes(-chance.Between(60, 6 * 24 * 60)), false);
        }

        // some of it is late and some begun, whatever the dice say
        foreach (var (index, lead) in chance.Some(desk.Leads, desk.Sized(30)).Index())
        {
            var noted = desk.Agency.Now.AddHours(-chance.Between(3, 90));
            var hours = chance.Between(2, 150);
            desk.FollowUps.Add(new(
                chance.NextId(), desk.Agency.Id, lead.Id, null, lead.Email is null ? "sms_follow_up" : "email",
                chance.Pick(["high", "medium", "low"]), index % 10 == 1 ? "in_progress" : "pending",
                noted.AddHours(index % 3 == 0 ? 2 : hours),
                Helper(desk, chance), chance.Pick(DemoLead.Lines("task")), null, noted, noted));
        }
    }

    static void Ring(DemoDesk desk, DemoChance chance, DemoLead lead, DateTimeOffset at, bool outbound)
    {
        if (at < lead.CreatedAt)
        {
            return;
        }

        var roll = chance.Between(1, 100);
        var status = outbound
            ? roll <= 78 ? "completed" : "no_answer"
            : roll <= 74 ? "completed" : roll <= 86 ? "missed" : roll <= 93 ? "voicemail" : "transferred";
        var spoken = status is "completed" or "transferred";
        var seconds = spoken ? chance.Between(50, 720) : status == "voicemail" ? chance.Between(12, 45)
            : chance.Between(8, 30);
        var mood = chance.Percent(20) ? "positive" : chance.Percent(20) ? "negative" : "neutral";
        var pressing = chance.Percent(11);
        var hesitant = !pressing && chance.Percent(26);
        var words = new Dictionary<string, string> { ["name"] = lead.Name, ["service"] = lead.Wanted.Name };
        string[] said =
        [
            chance.Pick(DemoLead.Lines(lead.Topic)), .. pressing ? [chance.Pick(DemoLead.Lines("urgent"))] : Nothing,
            .. hesitant ? [chance.Pick(DemoLead.Lines("hesitant"))] : Nothing,
            .. mood == "positive" ? [chance.Pick(DemoLead.Lines("glad"))] : Nothing,
            .. mood == "negative" ? [chance.Pick(DemoLead.Lines("cross"))] : Nothing,
            chance.Pick(DemoLead.Lines("closing")),
        ];
        var id = chance.NextId();
        var end = at.AddSeconds(seconds);
        desk.Calls.Add(new(
            id, desk.Agency.Id, $"call-{id:N}", lead.Id, outbound ? "outbound" : "inbound", lead.Phone, lead.Name,
            status, at, end, seconds, spoken && !outbound ? DemoTexts.Fill(string.Join(' ', said), words) : null,
            spoken ? mood : null,
            spoken ? mood switch { "positive" => 0.86m, "negative" => 0.2m, _ => 0.55m } : null,
            spoken ? chance.Pick(DemoLead.Lines("outcome")) : null,
            spoken ? DemoTexts.Fill(chance.Pick(DemoLead.Lines("summary")), words) : null, at, end.AddMinutes(1)));
        if (spoken)
        {
            lead.Heard(end);
            lead.Spoken = true;
        }

        if (spoken && !outbound)
        {
            Judge(desk, chance, lead, id, end, mood, pressing, hesitant);
        }
        else if (status is "missed" or "voicemail")
        {
            CallBack(desk, chance, lead, id, end);
        }
    }

    static readonly string[] Nothing = [];

    static void Judge(
        DemoDesk desk, DemoChance chance, DemoLead lead, Guid call, DateTimeOffset at, string mood, bool pressing,
        bool hesitant)
    {
        lead.Factors.Clear();
        lead.Factors.Add(("start", 50, null));
        if (lead.Topic is "rebrand" or "launch")
        {
            lead.Factors.Add(("high value", 40, lead.Topic));
        }
        else if (lead.Topic != "general")
        {
            lead.Factors.Add(("interest", 20, lead.Topic));
        }

        if (mood != "neutral")
        {
            lead.Factors.Add(("mood", mood == "positive" ? 30 : -20, mood));
        }

        if (pressing)
        {
            lead.Factors.Add(("urgency", 30, "urgent"));
        }
        else if (hesitant)
        {
            lead.Factors.Add(("hesitation", -10, "maybe"));
        }

        if (lead.Score < 70)
        {
            return;
        }

        var age = desk.Agency.Now - at;
        var roll = chance.Between(1, 100);
        var fresh = age.TotalDays < 3;
        var status = fresh && roll <= 70 ? "open" : fresh || roll <= 82 ? "claimed" : "dismissed";
        var claimed = at.AddMinutes(chance.Between(4, 300));
        claimed = claimed < desk.Agency.Now ? claimed : at;
        var settled = status == "open" ? at : claimed;
        desk.HotLeads.Add(new(
            chance.NextId(), desk.Agency.Id, call, lead.Id, lead.Score, lead.Score >= 80 ? "high" : "medium",
            lead.Wanted.Name, status, status == "claimed" ? Helper(desk, chance) : null,
            status == "claimed" ? claimed : null, at, settled));
    }

    static void CallBack(DemoDesk desk, DemoChance chance, DemoLead lead, Guid call, DateTimeOffset at)
    {
        var due = at.AddMinutes(5);
        var open = desk.Agency.Now - at < TimeSpan.FromDays(4) && chance.Percent(60)
            && !desk.FollowUps.Exists(task => task.ContactId == lead.Id && task.FinishedAt is null);
        var done = at.AddMinutes(chance.Between(10, 600));
        done = done < desk.Agency.Now ? done : at;
        var status = open
            ? chance.Percent(25) ? "in_progress" : "pending"
            : chance.Percent(90) ? "completed" : "failed";
        desk.FollowUps.Add(new(
            chance.NextId(), desk.Agency.Id, lead.Id, call, "call_back",
            chance.Pick(["high", "medium", "medium", "low"]), status, due,
            open && chance.Percent(50) ? null : Helper(desk, chance), chance.Pick(DemoLead.Lines("task")),
            open ? null : done, at, open ? at : done));
        if (status == "completed")
        {
            lead.Heard(done);
            lead.Spoken = true;
        }
    }

    static Guid Helper(DemoDesk desk, DemoChance chance) =>
        chance.Pick(desk.Agency.People.With("agent", "account", "pm")).Id;
}
