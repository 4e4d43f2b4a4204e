namespace Atrium.Law.Tests.Frontdesk;

/// <summary>Calls, scores and alerts, one of each whatever is told twice.</summary>
public sealed class Leads(DeskDatabase desk) : IClassFixture<DeskDatabase>
{
    [Fact]
    public async Task A_call_told_20_times_at_once_is_one_call_one_contact_one_alert_and_one_call_back()
    {
        var refusals = await desk.AtOnceAsync(20, "agent", number =>
            number % 2 == 0
                ? """
                  select public.record_call('{"external_id": "c20", "phone_number": "+49 30 20", "status": "completed",
                    "transcript": "urgent, today", "sentiment_label": "positive"}')
                  """
                : """select public.record_call('{"phone_number": "0049 30 20", "status": "missed"}')""");

        Assert.All(refusals, Assert.Null);
        Assert.Equal("1 1 1 1", await desk.Database.ScalarAsync<string>(
            """
            select concat_ws(' ', (select count(*) from public.contacts where phone = '+493020'),
              (select count(*) from public.calls where external_id = 'c20'),
              (select count(*) from public.hot_lead_alerts h join public.calls c on c.id = h.call_id
                where c.external_id = 'c20'),
              (select count(*) from public.follow_up_tasks t join public.contacts c on c.id = t.contact_id
                where c.phone = '+493020'))
            """));
    }

    [Fact]
    public async Task Of_20_who_claim_a_hot_lead_one_has_it()
    {
        var refusals = await desk.AtOnceAsync(20, "agent", _ => "select public.claim_hot_lead('{alert}')");

        Assert.Single(refusals, refusal => refusal is null);
        Assert.Equal(19, refusals.Count(refusal => refusal == "ATSTA"));
    }

    [Theory]
    [InlineData("I need an implant", "neutral", 90, "hot")]
    [InlineData("I need an implant, urgent!", "positive", 100, "hot")]
    [InlineData("Whitening perhaps", "neutral", 70, "hot")]
    [InlineData("Hello", null, 50, "warm")]
    [InlineData("Not sure, I am just looking", "neutral", 40, "warm")]
    [InlineData("Maybe", "negative", 20, "cold")]
    [InlineData("Maybe, but today", "neutral", 80, "hot")]
    [InlineData("Implantation", "neutral", 50, "warm")]
    public async Task A_score_is_the_sum_of_its_factors(string words, string? mood, int score, string band)
    {
        await desk.Database.ExecuteAsync(
            """
            insert into public.lead_keywords (agency_id, word, kind) values ($1, 'implant', 'high'),
              ($1, 'whitening', 'medium') on conflict do nothing
            """,
            desk["a"]);

        var told = await desk.As("agent").ScalarAsync<string>(
            """
            select concat_ws(' ', s.score, s.lead_score, (select sum((f ->> 'points')::int) >= s.score
              from jsonb_array_elements(s.score_factors) f)) from public.score_contact($1, $2, $3) s
            """,
            desk["ben"], words, mood);

        Assert.Equal($"{score} {band} t", told);
    }

    [Fact]
    public async Task A_hot_lead_is_noted_with_the_call_or_not_at_all()
    {
        var refusal = await desk.As("agent").RefusalAsync(
            """
            select public.record_call('{"external_id": "half", "phone_number": "+493021", "transcript": "urgent",
              "sentiment_label": "positive", "recording_url": "javascript:alert(1)"}')
            """);

        Assert.Equal("23514", refusal);
        Assert.Equal(0, await desk.Database.ScalarAsync<long>(
            "select count(*) from public.contacts where phone = '+493021'"));
    }

    [Fact]
    public async Task A_number_is_one_contact_however_it_is_written()
    {
        await desk.Database.ExecuteAsync(
            """update public.agencies set settings = settings || '{"phone_country": "+49"}' where id = $1""",
            desk["a"]);

        var refusals = await desk.AtOnceAsync(8, "agent", number => (number % 4) switch
        {
            0 => "insert into public.contacts (name, phone) values ('x', '030 / 55 66')",
            1 => "insert into public.contacts (name, phone) values ('x', '+49 (0)30 5566')",
            2 => "insert into public.contacts (name, phone) values ('x', '0049-30-5566')",
            _ => "insert into public.contacts (name, phone) values ('x', '+49.30.5566')",
        });

        Assert.Single(refusals, refusal => refusal is null);
        Assert.Equal(7, refusals.Count(refusal => refusal == "23505"));
    }

    [Fact]
    public async Task Who_is_called_back_is_contacted_and_done_once()
    {
        var agent = desk.As("agent");
        var task = await agent.ScalarAsync<Guid>(
            """
            select t.id from public.record_call('{"phone_number": "+493022", "status": "voicemail"}') c
            join public.follow_up_tasks t on t.call_id = c.id
            """);
        var made = task != Guid.Empty
            ? task
            : await agent.ScalarAsync<Guid>(
                "select t.id from public.follow_up_tasks t join public.contacts c on c.id = t.contact_id "
                + "where c.phone = '+493022'");

        var refusals = await desk.AtOnceAsync(20, "agent", _ => $"select public.finish_follow_up('{made}')");

        Assert.Single(refusals, refusal => refusal is null);
        Assert.Equal("contacted", await agent.ScalarAsync<string>(
            "select lead_status from public.contacts where phone = '+493022'"));
    }
}
