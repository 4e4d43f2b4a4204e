using Atrium.Law.Tests.Kernel;

namespace Atrium.Law.Tests.Frontdesk;

/// <summary>
/// Verification and success criteria of the document "Voxanne Phase 1 MVP: Migrations Deployment Guide", steps 1 and 2,
/// item by item, with the names of docs/names.md. Steps 3 to 5 are tested with events and audit.
/// </summary>
public sealed class Seed003Desk(DeskDatabase desk) : IClassFixture<DeskDatabase>
{
    [Theory]
    [InlineData("contacts", "id agency_id name phone email service_interests lead_score lead_status last_contact_at"
        + " notes created_at updated_at")]
    [InlineData("appointments", "id agency_id contact_id service_type scheduled_at duration_minutes status"
        + " calendar_link confirmation_sent created_at updated_at deleted_at")]
    public async Task Tables_exist_with_the_columns_that_should_be_seen(string table, string columns) =>
        Assert.Equal("", await desk.Database.ScalarAsync<string>(
            """
            select coalesce(string_agg(wanted, ' '), '') from unnest(string_to_array($2, ' ')) wanted
            where not exists (select from information_schema.columns
              where table_schema = 'public' and table_name = $1 and column_name = wanted)
            """,
            table, columns));

    [Theory]
    [InlineData("lead_score_type", "hot warm cold", "luke")]
    [InlineData("lead_status_type", "new contacted qualified booked converted lost", "old")]
    [InlineData("appointment_status", "pending confirmed in_progress completed cancelled no_show", "scheduled")]
    public async Task Enums_exist_with_their_values_and_take_no_other(string type, string values, string stranger)
    {
        foreach (var value in values.Split(' '))
        {
            Assert.Equal(value, await desk.Database.ScalarAsync<string>($"select ('{value}'::public.{type})::text"));
        }

        Assert.Equal("23514", await desk.Database.As("service_role").RefusalAsync(
            $"select '{stranger}'::public.{type}"));
    }

    [Theory]
    [InlineData("contacts_by_status", "agency_id, lead_status, updated_at DESC")]
    [InlineData("uq_contacts_org_phone", "agency_id, phone")]
    [InlineData("contacts_newest", "agency_id, created_at DESC")]
    [InlineData("contacts_interested", "service_interests")]
    [InlineData("contacts_last_contact", "agency_id, last_contact_at DESC")]
    [InlineData("appointments_by_time", "agency_id, scheduled_at DESC")]
    [InlineData("appointments_by_contact", "agency_id, contact_id, scheduled_at DESC")]
    [InlineData("appointments_by_status", "agency_id, status, scheduled_at")]
    public async Task Indexes_exist(string index, string columns) =>
        Assert.Contains($"({columns})", await desk.Database.ScalarAsync<string>(
            "select indexdef from pg_indexes where schemaname = 'public' and indexname = $1", index),
            StringComparison.Ordinal);

    [Fact]
    public async Task Constraints_reference_contacts_within_the_agency() =>
        Assert.Equal(
            "FOREIGN KEY (agency_id, contact_id) REFERENCES contacts(agency_id, id)",
            await desk.Database.ScalarAsync<string>(
                "select pg_get_constraintdef(oid) from pg_constraint where conname = 'appointments_contact'"));

    [Fact]
    public async Task Immutability_triggers_prevent_modification_of_the_agency()
    {
        await using var session = await desk.SuperuserAsync();
        var made = await session.OneAsync<Guid>(desk.Filled(
            """
            insert into public.appointments (agency_id, contact_id, service_type, scheduled_at)
            values ('{a}', '{ada}', 'consultation', now() + interval '1 day') returning id
            """));

        foreach (var (table, id) in new[] { ("appointments", made), ("contacts", desk["ada"]) })
        {
            var refused = await Assert.ThrowsAsync<Npgsql.PostgresException>(() => session.RunAsync(
                $"update public.{table} set agency_id = '{desk["b"]}' where id = '{id}'"));
            Assert.Equal("ATIMM", refused.SqlState);
        }
    }

    [Theory]
    [InlineData("contacts", "ada")]
    [InlineData("appointments", "visit")]
    public async Task Updated_at_triggers_update_on_changes_even_in_one_transaction(string table, string row)
    {
        await using var session = await desk.SuperuserAsync();
        await session.RunAsync("begin");
        var moved = $"select updated_at from public.{table} where id = '{desk[row]}'";
        var before = await session.OneAsync<DateTime>(moved);

        await session.RunAsync($"update public.{table} set notes = 'changed' where id = '{desk[row]}'");

        Assert.True(await session.OneAsync<DateTime>(moved) > before);
        await session.RunAsync("rollback");
    }

    [Fact]
    public async Task Row_security_is_on_and_forced_on_all_of_it() =>
        Assert.Equal(0, await desk.Database.ScalarAsync<long>(
            """
            select count(*) from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'
              and relname ~ '^(contact|appointment|service|booking_|call|hot_lead|follow_up|lead_)'
              and not (relrowsecurity and relforcerowsecurity)
            """));

    [Fact]
    public async Task Test_users_can_only_see_the_data_of_their_own_agency()
    {
        foreach (var table in (string[])
            [
                "contacts", "services", "booking_resources", "booking_hours", "appointments", "appointment_holds",
                "calls", "hot_lead_alerts", "follow_up_tasks", "lead_keywords", "booking_closures",
            ])
        {
            Assert.Equal(0, await desk.As("stranger").ScalarAsync<long>(
                $"select count(*) from public.{table} where agency_id <> $1", desk["b"]));
            Assert.Equal(0, await desk.As("owner").ScalarAsync<long>(
                $"select count(*) from public.{table} where agency_id <> $1", desk["a"]));
        }
    }

    // D17: what the document's own tables took
    [Theory]
    [InlineData("insert into public.contacts (name) values (' ')")]
    [InlineData("insert into public.contacts (name, service_interests) values ('x', '{}')")]
    [InlineData("insert into public.contacts (name, lead_score) values ('x', null)")]
    [InlineData("insert into public.appointments (contact_id, service_type, scheduled_at, duration_minutes)"
        + " values ('{ada}', 'x', now(), -5)")]
    [InlineData("insert into public.appointments (contact_id, service_type, scheduled_at)"
        + " values ('{ada}', 'x', 'infinity')")]
    [InlineData("insert into public.appointments (contact_id, service_type, scheduled_at)"
        + " values ('{ada}', ' ', now())")]
    public async Task Nonsense_is_refused(string attempt) =>
        Assert.StartsWith("235", await desk.As("agent").RefusalAsync(desk.Filled(attempt)), StringComparison.Ordinal);

    [Fact]
    public async Task Empty_and_malformed_claims_deny_without_an_error()
    {
        foreach (var claims in (string[])["{}", """{"sub":"x","agency_id":"y","role":"authenticated"}"""])
        {
            Assert.Equal(0, await desk.Database.As("authenticated", claims).ScalarAsync<long>(
                "select count(*) from public.contacts"));
        }
    }
}
