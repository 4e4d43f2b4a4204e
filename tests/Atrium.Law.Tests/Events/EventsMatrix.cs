using Atrium.Law.Tests.Studio;

namespace Atrium.Law.Tests.Events;

/// <summary>
/// The events' and the audit's part of the permission matrix: what is tried, and who may. Everybody else is refused or
/// touches nothing.
/// </summary>
public sealed class EventsMatrix(EventsDatabase events) : IClassFixture<EventsDatabase>
{
    const string Senders = "owner admin leadership finance pm account creative agent";
    const string Everybody = $"{Senders} member writer customer";
    const string AllWithStranger = $"{Everybody} stranger";
    const string Managers = "owner admin";

    public static TheoryData<string, string> Rows => new()
    {
        { "select from public.notifications where user_id = '{pm}'", "pm" },
        { "select from public.notifications", AllWithStranger },
        { "update public.notifications set status = 'read' where user_id = '{pm}'", "pm" },
        { "update public.notifications set read_at = now()", "" },
        { "update public.notifications set title = 'x'", "" },
        { "delete from public.notifications", "" },
        {
            "insert into public.notifications (agency_id, user_id, type, title, message) "
            + "values ('{a}', '{pm}', 'shared', 'x', 'x')", ""
        },
        { "select public.create_notification('{a}', '{pm}', 'shared', 'x', 'x')", Senders },
        { "select public.create_notification('{b}', '{stranger}', 'shared', 'x', 'x')", "stranger" },
        { "select public.create_notification('{a}', '{stranger}', 'shared', 'x', 'x')", "" },
        { "insert into public.notification_preferences (type, channel) values ('shared', 'sms')", AllWithStranger },
        {
            "insert into public.notification_preferences (user_id, type, channel) values ('{pm}', 'shared', 'push')",
            "pm"
        },
        { "insert into public.notification_settings (digest_at) values ('09:00')", AllWithStranger },
        { "insert into public.notification_settings (user_id) values ('{pm}')", "pm" },
        { "select from public.webhook_endpoints where id = '{endpoint}'", Managers },
        { "update public.webhook_endpoints set is_enabled = false where id = '{endpoint}'", Managers },
        { "update public.webhook_endpoints set failures = 0 where id = '{endpoint}'", "" },
        { "delete from public.webhook_endpoints where id = '{endpoint}'", Managers },
        { "select public.create_webhook_endpoint('x', 'https://example.org/')", $"{Managers} stranger" },
        { "select public.rotate_webhook_secret('{endpoint}')", Managers },
        { "select public.test_webhook_endpoint('{endpoint}')", Managers },
        { "select from public.webhook_deliveries where endpoint_id = '{endpoint}'", Managers },
        { "update public.webhook_deliveries set status = 'pending'", "" },
        { "select from public.processed_webhook_events where agency_id = '{a}'", Managers },
        { "insert into public.processed_webhook_events (event_id) values ('mine')", "" },
        { "delete from public.processed_webhook_events", "" },
        { "select from public.get_org_audit_logs('{a}')", Managers },
        { "select from public.get_org_audit_logs('{b}')", "stranger" },
        { "select public.log_audit_event('x', 'READ', 'clients', 'me', '{a}')", Managers },
        { "select public.log_audit_event('x', 'READ', 'clients', 'me', '{b}')", "stranger" },
        { "select count(*) from public.detect_suspicious_activity('{a}')", Managers },
        { "select public.archive_old_audit_logs()", "owner stranger" },
        { "update public.audit_logs set reason = 'tidied'", "" },
        { "delete from public.audit_logs", "" },
        { "select from public.erasure_requests where agency_id = '{a}'", Managers },
        { "update public.erasure_requests set due_at = now()", "" },
        { "select atrium.dispatch_outbox()", "" },
        { "select public.expire_old_notifications()", "" },
        { "select public.claim_webhook_event('{a}', 'phone', 'e9')", "" },
        { "select atrium.seal_audit_logs()", "" },
        { "select atrium.run_erasures()", "" },
        { "select from atrium.outbox", "" },
        { "select from atrium.webhook_secrets", "" },
        { "select from atrium.audit_blocks", "" },
        { "select atrium.make_partitions()", "" },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Who_may_can_and_nobody_else(string attempt, string allowed)
    {
        foreach (var person in StudioDatabase.People)
        {
            var went = await events.GoesThroughAsync(person, attempt);

            Assert.True(allowed.Split(' ').Contains(person) == went, $"{person}: {(went ? "accepted" : "refused")}");
        }
    }

    [Theory]
    [InlineData("notifications")]
    [InlineData("notification_deliveries")]
    [InlineData("notification_preferences")]
    [InlineData("notification_settings")]
    [InlineData("webhook_endpoints")]
    [InlineData("webhook_deliveries")]
    [InlineData("processed_webhook_events")]
    [InlineData("erasure_requests")]
    [InlineData("audit_logs")]
    public async Task Who_is_not_signed_in_reads_nothing_and_nobody_empties_a_table(string table)
    {
        Assert.Equal("42501", await events.Database.As("anon").RefusalAsync($"select from public.{table}"));
        Assert.Equal("42501", await events.As("owner").RefusalAsync($"truncate public.{table}"));
        Assert.Equal("42501", await events.Operator.RefusalAsync($"truncate public.{table}"));
    }

    [Theory]
    [InlineData("select atrium.dispatch_outbox()")]
    [InlineData("select public.expire_old_notifications()")]
    [InlineData("select atrium.clean_outbox()")]
    [InlineData("select atrium.clean_webhooks()")]
    [InlineData("select atrium.seal_audit_logs()")]
    [InlineData("select atrium.run_erasures()")]
    [InlineData("select atrium.make_partitions()")]
    public async Task The_jobs_are_the_operators_and_may_run_twice(string job)
    {
        Assert.Null(await events.Operator.RefusalAsync(job));
        Assert.Null(await events.Operator.RefusalAsync(job));
    }
}
