using Atrium.Database.Demo.Studio;

namespace Atrium.Database.Demo.Events;

/// <summary>What the people of an agency were told of lately, how they want it, and whom the agency's webhooks tell.
/// </summary>
sealed class DemoEvents
{
    public List<NotificationRow> Notifications { get; } = [];
    public List<DeliveryRow> Deliveries { get; } = [];
    public List<PreferenceRow> Preferences { get; } = [];
    public List<SettingsRow> Settings { get; } = [];
    public List<EndpointRow> Endpoints { get; } = [];
    public List<SecretRow> Secrets { get; } = [];
    public List<WebhookDeliveryRow> WebhookDeliveries { get; } = [];
    public List<WebhookEventRow> WebhookEvents { get; } = [];

    public static DemoEvents Make(DemoAgency agency, DemoStudio studio)
    {
        var events = new DemoEvents();
        var notices = new DemoNotices(events, agency, studio);
        foreach (var person in agency.People.Staff)
        {
            notices.AddStaff(person);
        }

        foreach (var (person, client) in agency.Contacts)
        {
            notices.AddContact(person, client);
        }

        DemoHabits.Add(events, agency);
        DemoWebhooks.Add(events, agency);
        return events;
    }

    public IReadOnlyList<DemoTable> Tables =>
    [
        DemoTable.Of("public.notifications", Notifications),
        DemoTable.Of("public.notification_deliveries", Deliveries),
        DemoTable.Of("public.notification_preferences", Preferences),
        DemoTable.Of("public.notification_settings", Settings),
        DemoTable.Of("public.webhook_endpoints", Endpoints),
        DemoTable.Of("atrium.webhook_secrets", Secrets),
        DemoTable.Of("public.webhook_deliveries", WebhookDeliveries),
        DemoTable.Of("public.processed_webhook_events", WebhookEvents),
    ];
}
