using Atrium.Database.Demo.Studio;

namespace Atrium.Database.Demo.Events;

/// <summary>Notifications of the last four weeks: what a person's work would bring, newest ones still unread.</summary>
sealed class DemoNotices(DemoEvents events, DemoAgency agency, DemoStudio studio)
{
    readonly DemoChance _chance = agency.Chance("notices");

    /// <summary>Of the work the person is on, then of the role.</summary>
    public void AddStaff(DemoPerson person)
    {
        // who sees some clients only is told of nothing that names another
        if (person.Role == "member")
        {
            Tell(person, null, new("system_alert", "Welcome to the notifications centre",
                "Here you see who mentions you or gives you work.", null, null, "/settings/me", "low"));
            Tell(person, null, new("assigned", "You are on the list for the summer fair",
                $"{Colleague(person).First} put you down for Thursday morning.", null, null, "/", "normal"));
            return;
        }

        var campaigns = studio.Campaigns.Where(campaign => campaign.Started
            && campaign.Team.Any(member => member.Id == person.Id)).TakeLast(4);
        foreach (var campaign in campaigns)
        {
            TellOfCampaign(person, campaign);
        }

        foreach (var client in agency.Clients.Where(client => client.Owner.Id == person.Id
            && client.Row.Status == "active").Take(4))
        {
            TellOfClient(person, client);
        }

        var rounds = person.Role is "owner" or "leadership" or "finance" ? 3 : 1;
        foreach (var notice in Enumerable.Range(0, rounds).SelectMany(_ => OfRole(person)))
        {
            Tell(person, notice.Client, notice.Notice);
        }
    }

    public void AddContact(DemoPerson person, DemoClient client)
    {
        Tell(person, client, new("shared", $"New document: Report for {client.Row.Name}",
            $"{client.Owner.Name} shared a document with you.", "client", client.Row.Id, "/portal/documents",
            "normal"));
        Tell(person, client, new("replied", $"{client.Owner.First} answered your question",
            "There is a new message in your conversations.", "client", client.Row.Id, "/portal/conversations",
            "normal"));
        var campaign = studio.Campaigns.FindLast(each => each.Started && each.Client.Row.Id == client.Row.Id);
        if (campaign is not null)
        {
            Tell(person, client, new("shared", $"To look at: {campaign.Row.CampaignName}",
                $"{campaign.Team[0].Name} shared work with you.", "campaign", campaign.Row.Id, "/portal", "normal"));
        }
    }

    void TellOfCampaign(DemoPerson person, DemoCampaign campaign)
    {
        var name = campaign.Row.CampaignName;
        var others = campaign.Team.Where(member => member.Id != person.Id).ToArray();
        if (others.Length == 0)
        {
            return;
        }

        var other = _chance.Pick(others);
        var url = $"/campaigns/{campaign.Row.Id}";
        Notice[] notices =
        [
            new("assigned", $"You are on the team of {name}", $"{other.Name} put you on the team of this campaign.",
                "campaign", campaign.Row.Id, url, "normal"),
            new("mentioned", $"You were mentioned: {name}", $"{other.Name} mentioned you in a comment.", "campaign",
                campaign.Row.Id, url, "normal"),
            new("replied", $"Reply: {name}", $"{other.Name} replied to your comment.", "campaign", campaign.Row.Id, url,
                "normal"),
            new("approval_decided", $"Changes asked: {name}", $"{other.Name} asks for changes to your draft.",
                "campaign", campaign.Row.Id, url, "normal"),
        ];
        foreach (var notice in _chance.Some(notices, _chance.Between(1, 3)))
        {
            Tell(person, campaign.Client, notice);
        }
    }

    void TellOfClient(DemoPerson person, DemoClient client)
    {
        var name = client.Row.Name;
        Notice[] notices =
        [
            new("message_received", $"{name} wrote: question about the invoice", "A message came in by email.",
                "client", client.Row.Id, "/inbox", "normal"),
            new("replied", $"{name} replied: dates for the next quarter", "A message came in by email.", "client",
                client.Row.Id, "/inbox", "normal"),
            new("alert_raised", $"Nothing heard from {name} for 9 days", $"An alert was raised for {name}.", "client",
                client.Row.Id, "/alerts", _chance.Percent(30) ? "high" : "normal"),
        ];
        foreach (var notice in _chance.Some(notices, _chance.Between(1, 2)))
        {
            Tell(person, client, notice);
        }
    }

    IEnumerable<(DemoClient? Client, Notice Notice)> OfRole(DemoPerson person)
    {
        var client = _chance.Pick(agency.Clients.Where(each => each.Row.Status == "active").ToArray());
        var campaign = _chance.Pick(studio.Campaigns);
        var decision = new Notice("approval_requested", $"Budget to decide: {campaign.Row.CampaignName}",
            $"{campaign.Team[0].Name} asks for a decision on the budget.", "campaign", campaign.Row.Id,
            $"/campaigns/{campaign.Row.Id}", "high");
        var alert = new Notice("alert_raised", $"Contract of {client.Row.Name} ends and the renewal is not signed",
            $"An alert was raised for {client.Row.Name}.", "client", client.Row.Id, "/alerts", "urgent");
        return person.Role switch
        {
            "owner" or "leadership" => [(client, alert), (campaign.Client, decision)],
            "finance" => [(campaign.Client, decision), (null, new("approval_requested",
                $"Hours to approve: {Colleague(person).Name}", "A week of 38.50 hours.", null, null, "/timesheets",
                "normal"))],
            "admin" => [(null, new("system_alert", "A webhook was switched off",
                "Five deliveries to Team chat in a row were given up.", null, null, "/settings", "high"))],
            "agent" =>
            [
                (null, new("missed_call", "Missed call", "Somebody called and reached nobody.", null, null, "/calls",
                    "high")),
                (null, new("hot_lead", "Hot lead, score 85", "Interested in a first consultation.", null, null,
                    "/contacts", "urgent")),
                (null, new("appointment_booked", "Booked: First consultation", "Tomorrow, 10:30", null, null,
                    "/appointments", "normal")),
                (null, new("voicemail", "New voicemail", "Somebody called and left a message.", null, null, "/calls",
                    "high")),
            ],
            _ => [(null, new("approval_decided", "Your hours are approved", "Last week: 38.50 hours.", null, null,
                "/timesheets", "normal"))],
        };
    }

    DemoPerson Colleague(DemoPerson person) =>
        _chance.Pick(agency.People.Staff.Where(other => other.Id != person.Id && other.Role != "member").ToArray());

    void Tell(DemoPerson person, DemoClient? client, Notice notice)
    {
        var days = _chance.Percent(45) ? _chance.Between(0, 3) : _chance.Between(4, 26);
        var at = agency.Now.AddDays(-days).AddMinutes(-_chance.Between(10, 900));
        var read = days > 5 || _chance.Percent(35) ? at.AddMinutes(_chance.Between(2, 8 * 60)) : (DateTimeOffset?)null;
        if (read >= agency.Now)
        {
            read = null;
        }

        var mailed = notice.Type is "assigned" or "mentioned" or "approval_requested" or "hot_lead" or "missed_call";
        var row = new NotificationRow(
            _chance.NextId(), agency.Id, person.Id, client?.Row.Id, notice.Type, notice.Title)
        {
            Message = notice.Message,
            RelatedEntityType = notice.EntityType,
            RelatedEntityId = notice.EntityId,
            Status = read is null ? "unread" : days > 12 && _chance.Percent(40) ? "archived" : "read",
            ReadAt = read,
            ActionUrl = notice.Url,
            Priority = notice.Priority,
            Channels = mailed ? ["in_app", "email"] : ["in_app"],
            ExpiresAt = at.AddDays(30),
            CreatedAt = at,
            UpdatedAt = read ?? at,
        };
        events.Notifications.Add(row);
        if (mailed)
        {
            Mail(person, row);
        }
    }

    void Mail(DemoPerson person, NotificationRow row)
    {
        var failed = _chance.Percent(3);
        var at = row.CreatedAt.AddSeconds(_chance.Between(3, 90));
        events.Deliveries.Add(new(
            _chance.NextId(), agency.Id, person.Id, row.Id, "email", failed ? "failed" : "delivered", false,
            failed ? 5 : 1, at, failed ? null : at, failed ? null : $"demo-{row.Id:N}",
            failed ? "550 mailbox full" : null, row.CreatedAt, at));
    }

    sealed record Notice(
        string Type, string Title, string Message, string? EntityType, Guid? EntityId, string Url, string Priority);
}
