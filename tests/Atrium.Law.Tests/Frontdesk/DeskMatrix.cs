namespace Atrium.Law.Tests.Frontdesk;

/// <summary>
/// The front desk's part of the permission matrix: what is tried, and who may. Everybody else is refused or touches
/// nothing.
/// </summary>
public sealed class DeskMatrix(DeskDatabase desk) : IClassFixture<DeskDatabase>
{
    const string Desk = "owner admin leadership pm account agent";
    const string Readers = $"{Desk} finance creative";
    const string Staff = $"{Readers} member writer";
    const string Leading = "owner admin leadership";
    const string Deleting = $"{Leading} account";

    public static TheoryData<string, string> Rows => new()
    {
        { "select from public.contacts where id = '{ada}'", Readers },
        { "select from public.contacts where id = '{far}'", "stranger" },
        { "insert into public.contacts (name, phone) values ('x', '+4930555')", $"{Desk} stranger" },
        { "insert into public.contacts (agency_id, name) values ('{a}', 'x')", "" },
        { "update public.contacts set notes = 'x' where id = '{ada}'", Desk },
        { "update public.contacts set score = 1 where id = '{ada}'", "" },
        { "update public.contacts set lead_status = 'lost' where id = '{ada}'", "" },
        { "delete from public.contacts", "" },
        { "select public.set_lead_status('{ada}', 'lost')", Desk },
        { "select public.set_lead_score('{ada}', 5)", Desk },
        { "select public.score_contact('{ada}', 'urgent')", Desk },
        { "select public.search_contacts('ada')", Readers },
        { "select public.delete_contact('{ada}')", Deleting },
        { "select public.merge_contacts('{ada}', '{ben}')", Deleting },
        { "select public.merge_contacts('{ada}', '{far}')", "" },
        { "select public.erase_contact('{ada}')", "owner admin" },
        { "select public.export_contact('{ada}')", "owner admin" },
        { "select from public.lead_keywords", "" },
        { "insert into public.lead_keywords (word, kind) values ('x', 'high')", $"{Leading} stranger" },
        { "select from public.services where id = '{checkup}'", Staff },
        { "update public.services set price = 1 where id = '{checkup}'", Leading },
        { "delete from public.services where id = '{long}'", Leading },
        { "select from public.booking_resources where id = '{room}'", Staff },
        { "update public.booking_resources set is_active = false where id = '{room}'", Leading },
        { "select from public.booking_hours where agency_id = '{a}'", Staff },
        {
            "insert into public.booking_hours (weekday, opens, closes) values (1, '01:00', '02:00')",
            $"{Leading} stranger"
        },
        { "update public.booking_hours set closes = '23:00' where agency_id = '{a}'", Leading },
        {
            "insert into public.booking_closures (starts_at, ends_at) values (now(), now() + interval '1 day')",
            $"{Desk} stranger"
        },
        { "select from public.appointments where id = '{visit}'", Readers },
        { "update public.appointments set notes = 'x' where id = '{visit}'", Desk },
        { "update public.appointments set status = 'confirmed' where id = '{visit}'", "" },
        { "update public.appointments set scheduled_at = now() where id = '{visit}'", "" },
        { "update public.appointments set contact_id = '{ben}' where id = '{visit}'", "" },
        { "delete from public.appointments", "" },
        { "select from public.appointment_holds where id = '{hold}'", Readers },
        { "update public.appointment_holds set expires_at = now()", "" },
        { "select from atrium.booked_times", "" },
        { "select public.free_slots('{checkup}', current_date + 20)", Readers },
        { "select public.hold_slot('{checkup}', now() + interval '20 days')", Desk },
        { "select public.release_hold('{hold}')", Desk },
        { "select public.book_appointment('{ben}', '{checkup}', now() + interval '20 days')", Desk },
        { "select public.book_appointment('{ben}', hold_id => '{hold}')", Desk },
        { "select public.book_appointment('{far}', '{checkup}', now() + interval '20 days')", "" },
        { "select public.book_appointment('{ben}', '{farservice}', now() + interval '20 days')", "" },
        { "select public.reschedule_appointment('{visit}', now() + interval '20 days')", Desk },
        { "select public.reschedule_appointment('{visit}', now() + interval '20 days', '{farroom}')", "" },
        { "select public.confirm_appointment('{visit}')", Desk },
        { "select public.start_appointment('{past}')", Desk },
        { "select public.complete_appointment('{past}')", Desk },
        { "select public.mark_no_show('{past}')", Desk },
        { "select public.cancel_appointment('{visit}', 'x')", Desk },
        { "select public.delete_appointment('{visit}')", Leading },
        { "select from public.calls where id = '{call}'", Desk },
        { "update public.calls set notes = 'x' where id = '{call}'", Desk },
        { "update public.calls set transcript = 'x' where id = '{call}'", "" },
        { "delete from public.calls", "" },
        { "select public.record_call('{\"phone_number\": \"+4930556\", \"status\": \"missed\"}')", $"{Desk} stranger" },
        { "select from public.hot_lead_alerts where id = '{alert}'", Readers },
        { "select public.claim_hot_lead('{alert}')", Desk },
        { "select public.dismiss_hot_lead('{alert}')", Desk },
        { "select from public.follow_up_tasks where id = '{task}'", Readers },
        { "update public.follow_up_tasks set scheduled_for = now() where id = '{task}'", Desk },
        { "update public.follow_up_tasks set status = 'completed' where id = '{task}'", "" },
        { "select public.finish_follow_up('{task}')", Desk },
        { "delete from public.follow_up_tasks where id = '{task}'", Leading },
        { "select from public.actionable_leads where id = '{ada}'", Readers },
        { "select from public.frontdesk_dashboard()", $"{Readers} stranger" },
        { "select from public.calls_by_day(7)", $"{Desk} stranger" },
        { "select from public.lead_board()", $"{Readers} stranger" },
        { "select atrium.expire_holds()", "" },
        { "select atrium.erase_due_contacts()", "" },
        { "select atrium.step_appointment('{past}', 'completed', '{pending}')", "" },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Who_may_can_and_nobody_else(string attempt, string allowed)
    {
        var sql = attempt.Replace("'{pending}'", "array['pending']", StringComparison.Ordinal);
        foreach (var person in DeskDatabase.People)
        {
            var went = await desk.GoesThroughAsync(person, sql);

            Assert.True(allowed.Split(' ').Contains(person) == went, $"{person}: {(went ? "accepted" : "refused")}");
        }
    }

    [Theory]
    [InlineData("select from public.contacts")]
    [InlineData("select from public.services")]
    [InlineData("select from public.appointments")]
    [InlineData("select from public.calls")]
    [InlineData("truncate public.contacts")]
    [InlineData("select public.free_slots('{checkup}', current_date)")]
    [InlineData("select public.book_appointment('{ada}', '{checkup}', now())")]
    [InlineData("select public.erase_contact('{ada}')")]
    [InlineData("select atrium.free_times('{a}', '{checkup}', current_date, current_date)")]
    [InlineData("select atrium.caller_of('{a}', '+4930', 'x')")]
    [InlineData("select atrium.erase('{ada}', 'user_request')")]
    [InlineData("select atrium.book_held(null, '{ada}', null)")]
    public async Task Who_is_not_signed_in_reaches_none_of_it(string attempt) =>
        Assert.Equal("42501", await desk.Anybody.RefusalAsync(desk.Filled(attempt)));

    [Theory]
    [InlineData("update public.contacts set agency_id = '{b}' where id = '{ada}'")]
    [InlineData("update public.appointments set agency_id = '{b}' where id = '{visit}'")]
    [InlineData("update public.appointments set contact_id = '{far}' where id = '{visit}'")]
    [InlineData("update public.appointments set resource_id = '{farroom}' where id = '{visit}'")]
    [InlineData("update public.appointments set service_id = '{farservice}' where id = '{visit}'")]
    [InlineData("update public.calls set contact_id = '{far}' where id = '{call}'")]
    [InlineData("update public.follow_up_tasks set assignee_id = '{stranger}' where id = '{task}'")]
    [InlineData("update public.contacts set merged_into_id = '{far}' where id = '{ada}'")]
    public async Task Nothing_points_across_agencies_even_for_the_operator(string move) =>
        Assert.Contains(
            await desk.Database.As("service_role").RefusalAsync(desk.Filled(move)),
            (string[])["ATIMM", "ATVAL", "23503"]);
}
