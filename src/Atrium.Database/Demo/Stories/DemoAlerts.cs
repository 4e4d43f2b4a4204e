namespace Atrium.Database.Demo.Stories;

/// <summary>Alerts: one for each time a client's health was not green, and small ones in between.</summary>
static class DemoAlerts
{
    static readonly (string Type, string Title, string Seen, string Action)[] Grave =
    [
        ("risk_detected", "Contract of {0} ends and the renewal is not signed",
            "The offer is out for two weeks, no answer.",
            "Call the person who signs; bring the results of the last quarter."),
        ("kpi_drop", "Orders of {0} are down by a third", "Since Monday, on all channels, while visits are stable.",
            "Check the shop's check-out with the client before touching the campaigns."),
        ("inactivity", "Nothing heard from {0} for over two weeks", "No mail, call or meeting since the last report.",
            "Call today; ask whether their contact has changed."),
        ("risk_detected", "Complaint of {0} about answer times", "Second complaint this month, by the decision maker.",
            "Name one contact and a stand-in, and call back within the day."),
        ("disconnect", "Ad account of {0} is disconnected", "The access was withdrawn or has run out.",
            "Ask the client's IT for a new access; pause the report until then."),
    ];

    static readonly (string Type, string Title, string Seen, string Action)[] Middling =
    [
        ("kpi_drop", "Cost an order of {0} is up by 24 %", "Seven days against the four weeks before.",
            "Lower the bids of the three most expensive groups."),
        ("inactivity", "Nothing heard from {0} for 9 days", "The weekly call did not take place.",
            "Send a short summary."),
        ("risk_detected", "Budget of {0} will be spent a week early", "At the present pace by the 22nd.",
            "Ask for more, or slow down now."),
        ("disconnect", "Analytics of {0} send no orders", "Visits arrive, orders don't, since the last release.",
            "Ask their developers about the order of the tags."),
        ("risk_detected", "Approval of {0} is a week late", "Layouts wait for legal.",
            "Offer legal a call, with both versions."),
    ];

    static readonly (string Type, string Title, string Seen, string Action)[] Small =
    [
        ("kpi_drop", "Newsletter of {0} opened less than usual", "19 % instead of 26 %.",
            "Try another hour next time."),
        ("risk_detected", "{0} is missing an image for the story format", "Seven formats planned, six delivered.",
            "Ask the designer."),
        ("inactivity", "{0} has not opened the last report", "Sent four days ago.", "Mention it in the weekly call."),
    ];

    static readonly string[] Ends =
        ["called, all good", "repaired by their developers", "agreed in the weekly call", "budget was raised",
            "false alarm"];

    /// <summary>Adds a client's alerts; answers the reason for its present health.</summary>
    public static string? Add(
        DemoRows rows, DemoChance chance, Guid client, DemoFate fate, DemoJourney journey, DemoPeople people,
        DemoPerson owner, string[] company, DateTimeOffset now)
    {
        string? reason = null;
        foreach (var (from, to, health) in journey.Worried)
        {
            var kind = chance.Pick(health == "red" ? Grave : Middling);
            var severity = health == "yellow" ? "medium" : chance.Percent(35) ? "critical" : "high";
            var ended = to ?? (fate.Status == "churned" ? from.AddDays(20) : null);
            rows.Alerts.Add(Alert(chance, client, kind, severity, company[0], from, ended, people, owner, now));
            reason = to is null ? rows.Alerts[^1].Title : null;
        }

        foreach (var _ in Enumerable.Range(0, fate.Stage == "lead" ? 0 : chance.Between(0, 3)))
        {
            var room = Math.Max(2, (int)(now - journey.Created).TotalDays - 2);
            var from = now.AddDays(-chance.Between(1, Math.Min(room, 300))).AddMinutes(-chance.Between(1, 500));
            var open = from > now.AddDays(-12) && fate.Status == "active";
            rows.Alerts.Add(Alert(chance, client, chance.Pick(Small), "low", company[0], from,
                open ? null : from.AddDays(chance.Between(1, 6)), people, owner, now));
        }

        return reason;
    }

    static AlertRow Alert(
        DemoChance chance, Guid client, (string Type, string Title, string Seen, string Action) kind, string severity,
        string company, DateTimeOffset from, DateTimeOffset? to, DemoPeople people, DemoPerson owner,
            DateTimeOffset now)
    {
        var id = chance.NextId();
        var acknowledged = to is null && chance.Percent(40);
        var snoozed = acknowledged && chance.Percent(50);
        var resolvedBy = chance.Percent(70) ? owner : chance.Pick(people.With("account", "pm", "leadership"));
        return new(id, client, kind.Type, severity, to is null ? acknowledged ? "acknowledged" : "open" : "resolved",
            string.Format(System.Globalization.CultureInfo.InvariantCulture, kind.Title, company), kind.Seen,
                kind.Action,
            chance.Between(55, 97) / 100m, acknowledged || to is not null || chance.Percent(35) ? owner.Id : null,
            snoozed ? now.AddDays(chance.Between(2, 6)) : null, to is null ? null : chance.Pick(Ends), to,
            to is null ? null : resolvedBy.Id, $"{kind.Type}:{id:N}", from, to ?? from.AddHours(acknowledged ? 6 : 0));
    }
}
