namespace Atrium.Law.Tests.Frontdesk;

/// <summary>What somebody without an account can do by the agency's public address, and what not.</summary>
public sealed class OnlineBooking(DeskDatabase desk) : IClassFixture<DeskDatabase>
{
    [Fact]
    public async Task The_page_tells_of_the_public_services_and_of_nothing_else()
    {
        var page = await desk.Anybody.ScalarAsync<string>("select public.booking_page('alpha')::text");

        Assert.Contains("Checkup", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Treatment", page, StringComparison.Ordinal);
        Assert.DoesNotMatch("settings|created|Room", page);
        Assert.Equal("ATNOF", await desk.Anybody.RefusalAsync("select public.booking_page('gamma')"));
    }

    [Fact]
    public async Task An_agency_without_public_services_has_no_page()
    {
        await desk.Database.ExecuteAsync(
            "update public.services set is_public = false where agency_id = $1", desk["b"]);

        Assert.Equal("ATNOF", await desk.Anybody.RefusalAsync("select public.booking_page('beta')"));
    }

    [Fact]
    public async Task Of_20_strangers_who_want_one_time_one_holds_it_and_books_once()
    {
        const string Hold = "select hold_id from public.hold_time('alpha', '{checkup}', "
            + "date_trunc('day', now()) + interval '20 days')";
        var attempts = await Task.WhenAll(Enumerable.Range(0, 20)
            .Select(_ => desk.Anybody.RefusalAsync(desk.Filled(Hold))));

        Assert.Single(attempts, refusal => refusal is null);
        var hold = await desk.Database.ScalarAsync<Guid>(
            "select id from public.appointment_holds where source = 'online' and status = 'held'");
        var bookings = await Task.WhenAll(Enumerable.Range(0, 10).Select(number => desk.Anybody.RefusalAsync(
            "select public.book_time('alpha', $1, 'Somebody', '+4930100' || $2)", hold, $"{number}")));
        Assert.Single(bookings, refusal => refusal is null);
        Assert.Equal(9, bookings.Count(refusal => refusal == "ATEXP"));
    }

    [Fact]
    public async Task A_stranger_rewrites_nobody_whose_number_he_knows()
    {
        var hold = await HoldAsync("21 days");

        Assert.Null(await desk.Anybody.RefusalAsync(
            "select public.book_time('alpha', $1, 'Mallory', '+49 30 1000001', 'mallory@example.test', 'Hi')", hold));

        Assert.Equal("Ada ada@example.test", await desk.Database.ScalarAsync<string>(
            "select name || ' ' || email from public.contacts where id = $1", desk["ada"]));
        Assert.Equal("Hi\nBooked online as Mallory, mallory@example.test", await desk.Database.ScalarAsync<string>(
            "select notes from public.appointments where contact_id = $1 and source = 'online'", desk["ada"]));
    }

    [Fact]
    public async Task A_page_is_not_held_up_for_ever_and_a_number_books_five_times_at_most()
    {
        for (var number = 0; number < 5; number++)
        {
            Assert.Null(await desk.Anybody.RefusalAsync(
                "select public.book_time('alpha', $1, 'Keen', '+49 30 1000002')",
                await HoldAsync($"{30 + number} days")));
        }

        Assert.Equal("ATWEE", await desk.Anybody.RefusalAsync(
            "select public.book_time('alpha', $1, 'Keen', '+49 30 1000002')", await HoldAsync("40 days")));
        await desk.Database.ExecuteAsync(
            """
            insert into public.appointment_holds (agency_id, service_id, slot_time, duration_minutes, buffer_minutes,
              expires_at, source)
            select $1, $2, now() + n * interval '1 day', 30, 0, now() + interval '10 minutes', 'online'
            from generate_series(1, 30) n
            """,
            desk["a"], desk["checkup"]);
        Assert.Equal("ATWEE", await desk.Anybody.RefusalAsync(
            "select public.hold_time('alpha', $1, date_trunc('day', now()) + interval '50 days')", desk["checkup"]));
        await desk.Database.ExecuteAsync(
            "update public.appointment_holds set status = 'released' where status = 'held' and source = 'online'");
    }

    [Theory]
    [InlineData("select public.hold_time('alpha', '{checkup}', now())", "ATVAL")]
    [InlineData("select public.hold_time('alpha', '{checkup}', now() + interval '91 days')", "ATVAL")]
    [InlineData("select public.hold_time('alpha', '{checkup}', date_trunc('day', now()) + '600:07')", "ATSTA")]
    [InlineData("select public.hold_time('alpha', '{long}', date_trunc('day', now()) + '25 days')", "ATNOF")]
    [InlineData("select public.hold_time('alpha', '{farservice}', date_trunc('day', now()) + '25 days')", "ATNOF")]
    [InlineData("select public.book_time('alpha', '{hold}', 'x', '+4930100')", "ATNOF")]
    [InlineData("select public.booking_times('alpha', '{checkup}', current_date, current_date + 32)", "ATVAL")]
    public async Task What_is_not_offered_is_not_taken(string attempt, string refusal) =>
        Assert.Equal(refusal, await desk.Anybody.RefusalAsync(desk.Filled(attempt)));

    Task<Guid> HoldAsync(string ahead) => desk.Anybody.ScalarAsync<Guid>(
        "select hold_id from public.hold_time('alpha', $1, date_trunc('day', now()) + $2::interval)",
        desk["checkup"], ahead);
}
