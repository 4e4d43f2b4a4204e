namespace Atrium.Database.Demo.Frontdesk;

/// <summary>What the front desk of an agency has to do with: leads, bookings and calls.</summary>
sealed class DemoDesk(DemoAgency agency)
{
    public DemoAgency Agency => agency;
    public List<ServiceRow> Services { get; } = [];
    public List<ResourceRow> Resources { get; } = [];
    public List<ServiceResourceRow> Abilities { get; } = [];
    public List<HoursRow> Hours { get; } = [];
    public List<ClosureRow> Closures { get; } = [];
    public List<KeywordRow> Keywords { get; } = [];
    public List<DemoLead> Leads { get; } = [];
    public List<AppointmentRow> Appointments { get; } = [];
    public List<HoldRow> Holds { get; } = [];
    public List<CallRow> Calls { get; } = [];
    public List<HotLeadRow> HotLeads { get; } = [];
    public List<FollowUpRow> FollowUps { get; } = [];

    /// <summary>A fifth of it at the smaller agency.</summary>
    public int Sized(int full) => agency.Cast.Part == 0 ? full : full / 5;

    public static DemoDesk Make(DemoAgency agency)
    {
        var desk = new DemoDesk(agency);
        DemoServices.Add(desk);
        DemoLead.Add(desk);
        DemoVisits.Add(desk);
        DemoCalls.Add(desk);
        return desk;
    }

    public IReadOnlyList<DemoTable> Tables =>
    [
        DemoTable.Of("public.services", Services),
        DemoTable.Of("public.booking_resources", Resources),
        DemoTable.Of("public.service_resources", Abilities),
        DemoTable.Of("public.booking_hours", Hours),
        DemoTable.Of("public.booking_closures", Closures),
        DemoTable.Of("public.lead_keywords", Keywords),
        DemoTable.Of("public.contacts", Leads.Select(lead => lead.Row(this))),
        // the one trigger that enters the times they take
        DemoTable.Of("public.appointments", Appointments) with { Kept = ["appointments_time"] },
        DemoTable.Of("public.appointment_holds", Holds),
        DemoTable.Of("public.calls", Calls),
        DemoTable.Of("public.hot_lead_alerts", HotLeads),
        DemoTable.Of("public.follow_up_tasks", FollowUps),
    ];
}
