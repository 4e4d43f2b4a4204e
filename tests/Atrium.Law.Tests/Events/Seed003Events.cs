namespace Atrium.Law.Tests.Events;

/// <summary>
/// Steps 3 to 5 of the document "Voxanne Phase 1 MVP: Migrations Deployment Guide", its verification and its success
/// criteria, item by item, with our names (docs/names.md). Steps 1 and 2 are the front desk's.
/// </summary>
public sealed class Seed003Events(EventsDatabase events) : IClassFixture<EventsDatabase>
{
    [Theory]
    [InlineData("notifications", "id, agency_id, user_id, type, title, message, related_entity_id, "
        + "related_entity_type, status, read_at, action_url, priority, channels, created_at, expires_at")]
    [InlineData("processed_webhook_events", "agency_id, event_id, event_type, call_id, received_at, processed_at")]
    [InlineData("audit_logs", "id, event_type, table_name, agency_id, session_id, changed_columns, created_at")]
    public async Task Tables_exist_with_correct_structure(string table, string columns) =>
        Assert.Equal(columns.Split(", ").Length, await events.Database.ScalarAsync<long>(
            """
            select count(*) from information_schema.columns
            where table_schema = 'public' and table_name = $1 and column_name = any (string_to_array($2, ', '))
            """,
            table, columns));

    [Theory]
    [InlineData("notification_type",
        "hot_lead appointment_booked appointment_reminder missed_call system_alert voicemail")]
    [InlineData("notification_status", "unread read archived")]
    [InlineData("notification_priority", "low normal high urgent")]
    public async Task Enums_created_successfully(string name, string values)
    {
        foreach (var value in values.Split(' '))
        {
            Assert.Null(await events.As("pm").RefusalAsync($"select '{value}'::public.{name}"));
        }

        Assert.Equal("23514", await events.As("pm").RefusalAsync($"select 'no such'::public.{name}"));
    }

    [Fact]
    public async Task Test_create_notification_function()
    {
        var id = await events.Operator.ScalarAsync<Guid>(
            """
            select create_notification($1, $2, 'hot_lead'::notification_type, 'Hot Lead Alert',
              'A new hot lead was detected', NULL, NULL, '/dashboard/leads', 'high'::notification_priority,
              '["in_app", "email"]'::jsonb)
            """,
            events["a"], events["pm"]);

        Assert.Equal(1, await events.As("pm").ScalarAsync<long>(
            "select count(*) from notifications where type = 'hot_lead' and id = $1", id));
    }

    [Fact]
    public async Task Notifications_are_user_specific()
    {
        foreach (var person in (string[])["owner", "pm", "customer", "stranger"])
        {
            Assert.True(await events.As(person).ScalarAsync<bool>(
                "select bool_and(user_id = $1) from public.notifications", events[person]));
        }
    }

    [Fact]
    public async Task Webhook_events_support_org_scoped_idempotency()
    {
        const string Insert = "insert into processed_webhook_events (agency_id, event_id, processed_at) "
            + "values ($1, 'vapi-event-123', now())";
        Assert.Null(await events.Operator.RefusalAsync(Insert, events["a"]));
        Assert.Null(await events.Operator.RefusalAsync(Insert, events["b"]));
        Assert.Equal("23505", await events.Operator.RefusalAsync(Insert, events["a"]));
        Assert.Equal("23502", await events.Operator.RefusalAsync(
            "insert into processed_webhook_events (event_id, processed_at) values ('of nobody', now())"));
    }

    [Fact]
    public async Task Test_logging_function()
    {
        await events.Operator.ExecuteAsync(
            "SELECT log_audit_event('MANUAL_TEST', 'SELECT', 'test_table', SESSION_USER, $1, 'SELECT 1', NULL, NULL)",
            events["a"]);

        Assert.Equal(1, await events.As("owner").ScalarAsync<long>(
            "SELECT COUNT(*) FROM audit_logs WHERE event_type = 'MANUAL_TEST'"));
    }

    [Fact]
    public async Task Test_archival_function() =>
        Assert.Null(await events.Operator.RefusalAsync("SELECT archive_old_audit_logs(90)"));

    [Fact]
    public async Task Check_audit_monitoring_function() =>
        Assert.Null(await events.As("owner").RefusalAsync(
            "SELECT * FROM detect_suspicious_activity($1, 100)", events["a"]));

    [Theory]
    [InlineData("notifications")]
    [InlineData("processed_webhook_events")]
    [InlineData("audit_logs")]
    public async Task RLS_is_enabled_and_forced(string table) =>
        Assert.True(await events.Database.ScalarAsync<bool>(
            "select relrowsecurity and relforcerowsecurity from pg_class where oid = $1::text::regclass", table));

    [Fact]
    public async Task Immutability_triggers_prevent_agency_modification()
    {
        Assert.Equal("ATIMM", await events.Operator.RefusalAsync(
            "update public.notifications set agency_id = $1 where agency_id = $2", events["b"], events["a"]));
        Assert.Equal("ATIMM", await events.Operator.RefusalAsync(
            "update public.processed_webhook_events set agency_id = $1 where agency_id = $2",
            events["b"], events["a"]));
    }

    [Fact]
    public async Task Updated_at_triggers_auto_update_on_changes() =>
        Assert.True(await events.Database.ScalarAsync<bool>(
            """
            with moved as (update public.notifications set priority = 'low' where title = 'Own'
              returning updated_at > created_at as later)
            select bool_and(later) from moved
            """));
}
