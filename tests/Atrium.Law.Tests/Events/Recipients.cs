namespace Atrium.Law.Tests.Events;

/// <summary>Who is told of what, and what a recipient may do with it.</summary>
public sealed class Recipients(EventsDatabase events) : IClassFixture<EventsDatabase>
{
    [Fact]
    public async Task The_recipient_marks_it_read_and_a_colleague_cannot_even_see_it()
    {
        var id = await TellAsync("pm", "Marked");

        Assert.Equal(0, await events.As("owner").ExecuteAsync(
            "update public.notifications set status = 'read' where id = $1", id));
        Assert.Equal(1, await events.As("pm").ExecuteAsync(
            "update public.notifications set status = 'read' where id = $1", id));
        Assert.True(await events.Database.ScalarAsync<bool>(
            "select read_at is not null from public.notifications where id = $1", id));
        Assert.Equal(1, await events.As("pm").ExecuteAsync(
            "update public.notifications set status = 'unread' where id = $1", id));
        Assert.True(await events.Database.ScalarAsync<bool>(
            "select read_at is null from public.notifications where id = $1", id));
    }

    [Fact]
    public async Task An_expired_notification_is_hidden_before_any_job_runs()
    {
        var id = await events.Database.ScalarAsync<Guid>(
            """
            insert into public.notifications (agency_id, user_id, type, title, message, created_at, expires_at)
            values ($1, $2, 'shared', 'Old', 'x', now() - interval '2 days', now() - interval '1 day') returning id
            """,
            events["a"], events["pm"]);

        Assert.Equal(0, await events.As("pm").ScalarAsync<long>(
            "select count(*) from public.notifications where id = $1", id));
        Assert.Equal("42501", await events.As("pm").RefusalAsync("select public.expire_old_notifications()"));
        await events.Operator.ExecuteAsync("select public.expire_old_notifications()");
        Assert.Equal("archived", await events.Database.ScalarAsync<string>(
            "select status::text from public.notifications where id = $1", id));
    }

    [Fact]
    public async Task Who_no_longer_sees_the_client_no_longer_sees_its_notifications()
    {
        const string Seen = "select count(*) from public.notifications where title = 'Of a1'";
        await events.Database.ExecuteAsync(
            """
            insert into public.notifications (agency_id, user_id, client_id, type, title, message)
            values ($1, $2, $3, 'alert_raised', 'Of a1', 'x')
            """,
            events["a"], events["member"], events["a1"]);
        Assert.Equal(1, await events.As("member").ScalarAsync<long>(Seen));

        await events.Database.ExecuteAsync(
            "delete from public.client_access where user_id = $1", events["member"]);

        Assert.Equal(0, await events.As("member").ScalarAsync<long>(Seen));
    }

    [Fact]
    public async Task Nobody_is_told_of_what_he_did_himself()
    {
        await events.RaiseAsync("owner", "Own alert");
        await events.Operator.ExecuteAsync("select * from atrium.dispatch_outbox(5000)");

        Assert.Equal(0, await ToldAsync("owner", "Own alert"));
        Assert.Equal(1, await ToldAsync("leadership", "Own alert"));
        Assert.Equal(0, await ToldAsync("customer", "Own alert"));
        Assert.Equal(0, await ToldAsync("stranger", "Own alert"));
    }

    [Fact]
    public async Task A_preference_is_kept_and_urgent_things_break_the_quiet_but_no_preference()
    {
        var creative = events.As("creative");
        await creative.ExecuteAsync(
            "insert into public.notification_preferences (type, channel, is_enabled) values ('shared', 'sms', false)");
        await creative.ExecuteAsync(
            """
            insert into public.notification_settings (quiet_from, quiet_until)
            values ((now() at time zone 'UTC' - interval '1 hour')::time,
              (now() at time zone 'UTC' + interval '1 hour')::time)
            """);

        await WithChannelsAsync("Calm", "normal");
        await WithChannelsAsync("Alarm", "urgent");

        Assert.Equal(["Alarm email now", "Calm email later"], await events.Database.As("service_role")
            .ColumnAsync<string>(
                """
                select n.title || ' ' || d.channel || case when d.next_attempt_at > now() then ' later' else ' now' end
                from public.notification_deliveries d join public.notifications n on n.id = d.notification_id
                where n.title in ('Calm', 'Alarm') order by 1
                """));
    }

    [Fact]
    public async Task A_delivery_goes_to_one_of_many_senders()
    {
        await events.Database.ExecuteAsync("delete from public.notification_deliveries");
        for (var i = 0; i < 30; i++)
        {
            await WithChannelsAsync($"Many {i}", "urgent", "admin");
        }

        var claims = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => events.Operator.ColumnAsync<Guid>(
            "select delivery_id from atrium.claim_deliveries(7)")));

        Assert.Equal(30 * 2, claims.Sum(claim => claim.Count));
        Assert.Equal(30 * 2, claims.SelectMany(claim => claim).Distinct().Count());
    }

    Task<Guid> TellAsync(string person, string title) => events.Operator.ScalarAsync<Guid>(
        "select public.create_notification($1, $2, 'shared', $3, 'x')", events["a"], events[person], title);

    Task<int> WithChannelsAsync(string title, string priority, string person = "creative") =>
        events.Operator.ExecuteAsync(
            """
            select public.create_notification($1, $2, 'shared', $3, 'x', null, null, null, $4,
              '["in_app", "email", "sms"]')
            """,
            events["a"], events[person], title, priority);

    Task<long> ToldAsync(string person, string title) => events.Database.ScalarAsync<long>(
        "select count(*) from public.notifications where user_id = $1 and title = $2", events[person], title);
}
