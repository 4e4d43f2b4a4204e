namespace Atrium.Law.Tests.Kernel.Seeds;

/// <summary>Success criteria and testing section of the document "CC2: Migration Scripts", item by item.</summary>
public sealed class Seed000Criteria(LawDatabase law) : IClassFixture<LawDatabase>
{
    const string Violation = "23505";

    [Fact]
    public async Task Migration_runs_without_errors() =>
        Assert.True(await law.Database.ScalarAsync<bool>("select count(*) > 30 from atrium.changes"));

    [Theory]
    [InlineData("agency_cartridges")]
    [InlineData("communications")]
    [InlineData("alerts")]
    [InlineData("documents")]
    [InlineData("tickets")]
    public async Task New_tables_created(string table) =>
        Assert.True(await law.Database.ScalarAsync<bool>(
            """
            select exists (select from information_schema.tables where table_schema = 'public' and table_name = $1)
            """,
            table));

    // The document counts 11 and lists 12, three of them on tickets. Under row security an index on status alone serves
    // nobody: what counts is that each indexed column is served together with its tenant.
    [Theory]
    [InlineData("agency_cartridges", "agency_id")]
    [InlineData("agency_cartridges", "type")]
    [InlineData("communications", "client_id")]
    [InlineData("communications", "timestamp")]
    [InlineData("alerts", "client_id")]
    [InlineData("alerts", "status")]
    [InlineData("documents", "client_id")]
    [InlineData("tickets", "client_id")]
    [InlineData("tickets", "status")]
    [InlineData("tickets", "assigned_agent_id")]
    public async Task Indexes_created(string table, string column) =>
        Assert.True(await law.Database.ScalarAsync<bool>(
            """
            select exists (
              select from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attname = $2
              where i.indrelid = ('public.' || $1)::regclass and (a.attnum = any (i.indkey::int2[])
                or pg_get_expr(i.indpred, i.indrelid) ~ ('\m' || $2 || '\M')))
            """,
            table, column));

    [Theory]
    [InlineData("update public.agency_cartridges set name = 'Updated' where id = $1", "agency_cartridges")]
    [InlineData("update public.communications set subject = 'Updated' where id = $1", "communications")]
    [InlineData("update public.alerts set title = 'Updated' where id = $1", "alerts")]
    [InlineData("update public.documents set name = 'Updated' where id = $1", "documents")]
    [InlineData("update public.tickets set title = 'Updated' where id = $1", "tickets")]
    public async Task Updated_at_triggers_work_even_in_one_transaction(string update, string table)
    {
        await using var session = await law.SuperuserAsync();
        await session.RunAsync("begin");
        var id = await session.OneAsync<Guid>(Insert(table));

        await session.CountAsync(update, id);

        Assert.True(await session.OneAsync<bool>(
            $"select updated_at > created_at from public.{table} where id = $1", id));
    }

    [Theory]
    [InlineData("agencies", "id,name,slug,settings,created_at,updated_at")]
    [InlineData("clients", "id,agency_id,name,created_at,updated_at")]
    [InlineData("users", "id,client_id,email,full_name,created_at,updated_at")]
    [InlineData("style_cartridges", "id,user_id,name,created_at,updated_at")]
    [InlineData("preference_cartridges", "id,user_id,name,created_at,updated_at")]
    [InlineData("instruction_cartridges", "id,user_id,name,created_at,updated_at")]
    [InlineData("brand_cartridges", "id,user_id,name,created_at,updated_at")]
    public async Task No_changes_to_existing_tables(string table, string columns) =>
        Assert.Equal("", await law.Database.ScalarAsync<string>(
            """
            select coalesce(string_agg(wanted, ','), '') from unnest(string_to_array($2, ',')) as wanted
            where not exists (select from information_schema.columns
              where table_schema = 'public' and table_name = $1 and column_name = wanted)
            """,
            table, columns));

    [Theory]
    [InlineData("communications")]
    [InlineData("alerts")]
    [InlineData("documents")]
    [InlineData("tickets")]
    public async Task No_agency_id_on_client_scoped_tables_and_client_id_not_null(string table) =>
        Assert.Equal("client_id NO", await law.Database.ScalarAsync<string>(
            """
            select string_agg(column_name || ' ' || is_nullable, ',') from information_schema.columns
            where table_schema = 'public' and table_name = $1 and column_name in ('agency_id', 'client_id')
            """,
            table));

    [Fact]
    public async Task Is_default_constraint_prevents_duplicates()
    {
        const string Sql = "insert into public.agency_cartridges (agency_id, type, name, is_default) "
            + "values ($1, 'brand', $2, true)";
        var agency = await law.AgencyAsync("Alder");
        await law.Database.ExecuteAsync(Sql, agency, "Default 1");

        var refused = await Assert.ThrowsAsync<Npgsql.PostgresException>(
            () => law.Database.ExecuteAsync(Sql, agency, "Default 2"));

        Assert.Equal(Violation, refused.SqlState);
    }

    [Fact]
    public async Task An_alert_without_a_client_fails_with_a_not_null_violation()
    {
        var refused = await Assert.ThrowsAsync<Npgsql.PostgresException>(
            () => law.Database.ExecuteAsync("insert into public.alerts (client_id, title) values (null, 'Test')"));

        Assert.Equal("23502", refused.SqlState);
    }

    static string Insert(string table) => table switch
    {
        "agency_cartridges" => "insert into public.agency_cartridges (agency_id, type, name) "
            + "select id, 'style', 'Test' from public.agencies where name = 'Alder' returning id",
        "communications" => $"insert into public.communications (client_id, type, subject) {Of("'email', 'Test'")}",
        "tickets" => $"insert into public.tickets (client_id, title) {Of("'Test'")}",
        "alerts" => $"insert into public.alerts (client_id, title) {Of("'Test'")}",
        _ => $"insert into public.documents (client_id, name) {Of("'Test'")}",
    };

    static string Of(string values) => $"select id, {values} from public.clients where name = 'Alder One' returning id";
}
