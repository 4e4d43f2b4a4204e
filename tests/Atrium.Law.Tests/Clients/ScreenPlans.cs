using System.Reflection;
using System.Text.RegularExpressions;
using Atrium.Law.Tests.Studio;
using Atrium.Testing;

namespace Atrium.Law.Tests.Clients;

/// <summary>
/// What the screens ask of people, clients and cartridges, as the gateway puts it to the database: each is served by an
/// index. What they ask of the other modules stands in the plans of these; a screen that reads a table which is in no
/// catalogue fails here.
/// </summary>
public sealed partial class ScreenPlans(StudioDatabase studio)
    : CrowdedLists(studio.Database, studio.As, studio.Filled, Fill), IClassFixture<StudioDatabase>
{
    const string OfAgency = "atrium.list_key(client_id) = (select atrium.current_list_key())";
    const string Full = @"(clients|client_\w+|communications|alerts|documents|memberships|users|invitations|api_keys"
        + @"|audit_logs\w*|agency_cartridges|style_cartridges)\b";

    public static TheoryData<string> Lists =>
    [
        "select * from public.client_overview where not is_house order by name, id limit 50",
        "select count(*) from public.client_overview where not is_house",
        "select * from public.client_overview where id = '{a1}'",
        "select * from public.clients_of_kpi('active_clients')",
        "select id, name from public.clients where not is_house order by name limit 1000",
        "select sector, tags from public.clients limit 1000",
        "select * from public.clients where id = '{a1}'",
        "select * from public.client_stages order by position",
        "select * from public.client_terms where client_id = '{a1}'",
        "select * from public.client_contacts where client_id = '{a1}' order by is_primary desc, name",
        "select * from public.client_stage_events where client_id = '{a1}' order by moved_at desc limit 200",
        "select * from public.client_access where user_id = '{member}'",
        "select * from public.documents where client_id = '{a1}' order by created_at desc limit 200",
        $"select * from public.communications where {OfAgency} order by \"timestamp\" desc limit 30",
        $"select * from public.communications where {OfAgency} and needs_reply order by \"timestamp\" desc limit 30",
        "select * from public.communications where client_id = '{a1}' order by \"timestamp\" desc limit 30",
        "select * from public.communications where client_id = '{a1}' and thread_key = 'x' order by \"timestamp\"",
        "select count(*) from public.communications where needs_reply",
        $"select * from public.alerts where {OfAgency} and status = 'open' order by created_at desc limit 100",
        "select * from public.alerts where client_id = '{a1}' and status <> 'resolved' order by created_at desc",
        "select count(*) from public.alerts where status = 'open'",
        "select * from public.memberships order by user_id limit 500",
        "select id, email, full_name from public.users order by id limit 500",
        "select * from public.invitations order by created_at desc limit 200",
        "select id, name, role, prefix from public.api_keys order by created_at desc",
        "select * from public.audit_logs order by created_at desc limit 50",
        "select * from public.audit_logs where table_name = 'clients' and action = 'update' order by created_at desc"
            + " limit 50",
        "select * from public.agency_cartridges order by type, name",
        "select * from public.style_cartridges order by name",
    ];

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task A_screen_s_list_uses_an_index_whoever_asks(string query) =>
        Assert.Empty(await WholeReadsAsync(query, Full, "owner", "finance", "member", "customer"));

    [Fact]
    public void Every_table_a_screen_reads_is_in_a_catalogue()
    {
        var asked = string.Join('\n', typeof(ScreenPlans).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(CrowdedLists)))
            .Select(type => type.GetProperty(nameof(Lists), BindingFlags.Public | BindingFlags.Static)?.GetValue(null))
            .OfType<TheoryData<string>>().SelectMany(list => list).Select(row => row.Data));
        var sources = Directory.EnumerateFiles(Path.Combine(Root, "web", "src"), "*.ts*", SearchOption.AllDirectories);

        var unknown = sources.SelectMany(file => Reads().Matches(File.ReadAllText(file)))
            .Select(read => read.Groups[1].Value).Distinct()
            .Where(table => table != "agencies" && !Regex.IsMatch(asked, $@"public\.{table}\b"));

        Assert.Empty(unknown);
    }

    static string Root => Path.GetFullPath(Path.Combine(Database.Plans.Plan.Find(), ".."));

    [GeneratedRegex(@"\.from\(\s*'([a-z_0-9]+)'")]
    private static partial Regex Reads();

    static readonly string[] Fill =
    [
        """
        insert into public.clients (agency_id, code, name, stage_id)
        select id, 'c' || n, 'Client ' || n, id from public.agencies, generate_series(1, 40) n
        where slug like 'far-%'
        """,
        """
        insert into public.communications (client_id, type, thread_key, "timestamp")
        select id, 'email', 't' || n, now() - make_interval(mins => n) from public.clients, generate_series(1, 10) n
          where name like 'Client %'
        """,
        """
        insert into public.alerts (client_id, type, severity, title)
        select id, 'inactivity', 'low', 'Quiet' from public.clients, generate_series(1, 3)
        where name like 'Client %'
        """,
        """
        insert into public.documents (client_id, name, type, url)
        select id, 'File ' || n, 'link', 'https://files.test/' from public.clients, generate_series(1, 3) n
        where name like 'Client %'
        """,
        """
        insert into public.client_contacts (client_id, name)
        select id, 'Somebody' from public.clients, generate_series(1, 3) where name like 'Client %'
        """,
        """
        insert into public.client_terms (agency_id, client_id, contract_value)
        select agency_id, id, 1 from public.clients where name like 'Client %'
        """,
        """
        insert into public.client_stage_events (client_id, to_stage_id)
        select id, stage_id from public.clients where name like 'Client %'
        """,
        """
        insert into public.client_state_events (client_id, kind, new_value)
        select id, k, 'x' from public.clients, unnest(array['status', 'health']) k where name like 'Client %'
        """,
        """
        insert into public.client_stages (agency_id, name, position)
        select id, 'Stage ' || n, n from public.agencies, generate_series(1, 50) n where slug like 'far-%'
        """,
        """
        insert into public.memberships (agency_id, user_id, role)
        select id, gen_random_uuid(), 'pm' from public.agencies, generate_series(1, 100) where slug like 'far-%'
        """,
        """
        insert into public.users (id, email)
        select user_id, user_id || '@far.test' from public.memberships where agency_id in (select id from
          public.agencies where slug like 'far-%')
        """,
        """
        insert into public.client_access (agency_id, user_id, client_id)
        select agency_id, gen_random_uuid(), id from public.clients where name like 'Client %'
        """,
        """
        insert into public.invitations (agency_id, email, role)
        select id, n || '@far.test', 'pm' from public.agencies,
          generate_series(1, 50) n where slug like 'far-%'
        """,
        """
        insert into public.api_keys (agency_id, name, role, prefix)
        select id, 'Key', 'pm', substr(md5(slug || n), 1, 8) from public.agencies,
          generate_series(1, 50) n where slug like 'far-%'
        """,
        """
        insert into public.audit_logs (agency_id, action, table_name, record_id)
        select id, 'update', 'clients', 'x' from public.agencies, generate_series(1, 250) where slug like 'far-%'
        """,
        """
        insert into public.agency_cartridges (agency_id, type, name, data)
        select id, 'style', 'Voice ' || n, '{}' from public.agencies, generate_series(1, 50) n
        where slug like 'far-%'
        """,
        """
        insert into public.style_cartridges (user_id, name)
        select gen_random_uuid(), 'Mine' from generate_series(1, 2000)
        """,
    ];
}
