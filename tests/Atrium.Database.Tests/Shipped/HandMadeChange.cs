namespace Atrium.Database.Tests.Shipped;

/// <summary>A kind of change that somebody makes by hand in a deployed database.</summary>
/// <param name="Found">What drift says of it: subject and state.</param>
/// <param name="Sql">The change, a statement after the other.</param>
public sealed record HandMadeChange(string Found, params IReadOnlyList<string> Sql)
{
    const string InDatabase = "do $$ begin execute format('{0}', current_database()); end $$";

    /// <summary>One of each kind, each about something of its own.</summary>
    public static IReadOnlyList<HandMadeChange> All { get; } =
    [
        new("event trigger atrium_guard: changed", "alter event trigger atrium_guard disable"),
        new("column public.client_contacts.phone: changed",
            "alter table public.client_contacts alter phone type varchar(200)"),
        new("column public.brands.stray: extra", "alter table public.brands add stray int"),
        new("default of public.agencies.timezone: changed",
            "alter table public.agencies alter timezone set default 'Europe/Vienna'"),
        new("not null of public.client_contacts.name: missing",
            "alter table public.client_contacts alter name drop not null"),
        new("comment on column public.agencies.slug: changed", "comment on column public.agencies.slug is 'No.'"),
        new("constraint clients_tags on public.clients: missing",
            "alter table public.clients drop constraint clients_tags"),
        new("foreign key client_access_client on public.client_access: changed",
            "alter table public.client_access drop constraint client_access_client",
            "alter table public.client_access add constraint client_access_client foreign key (agency_id, client_id)"
            + " references public.clients (agency_id, id)"),
        new("constraint client_access_once on public.client_access: missing",
            "alter table public.client_access drop constraint client_access_once"),
        new("index public.clients_by_name: changed", "drop index public.clients_by_name",
            "create index clients_by_name on public.clients (agency_id, name desc)"),
        new("index public.clients_by_owner: missing", "drop index public.clients_by_owner"),
        new("index public.clients_by_stage: changed", "set allow_system_table_mods = on",
            "update pg_index set indisvalid = false where indexrelid = 'public.clients_by_stage'::regclass"),
        new("index public.stray: extra", "create index stray on public.alerts (title)"),
        new("policy clients_delete on public.clients: missing", "drop policy clients_delete on public.clients"),
        new("policy documents_select on public.documents: changed",
            "alter policy documents_select on public.documents using (true)"),
        new("policy alerts_select on public.alerts: changed", "alter policy alerts_select on public.alerts to anon"),
        new("policy stray on public.alerts: extra",
            "create policy stray on public.alerts as restrictive for select to authenticated using (true)"),
        new("row security on public.documents: missing", "alter table public.documents disable row level security"),
        new("forced row security on public.communications: missing",
            "alter table public.communications no force row level security"),
        new("grant on table public.users to authenticated: changed", "grant truncate on public.users to authenticated"),
        new("column grant update on public.clients to authenticated: changed",
            "revoke update (name) on public.clients from authenticated"),
        new("grant on function public.whoami() to anon: extra", "grant execute on function public.whoami() to anon"),
        new("grant on schema atrium to authenticated: changed", "grant create on schema atrium to authenticated"),
        new("grant on sequence auth.refresh_tokens_id_seq to authenticated: extra",
            "grant usage on sequence auth.refresh_tokens_id_seq to authenticated"),
        new("grant on database to authenticated: extra", Here("grant temporary on database %I to authenticated")),
        new("function atrium.is_contact(): changed",
            "create or replace function atrium.is_contact() returns boolean language sql stable as 'select false'"),
        new("function atrium.current_user_id(): changed", "alter function atrium.current_user_id() volatile"),
        new("function public.role_matrix(): changed", "alter function public.role_matrix() leakproof"),
        new("function public.my_sessions(): changed", "alter function public.my_sessions() reset search_path"),
        new("function public.switch_agency(agency_id uuid): changed",
            "alter function public.switch_agency(uuid) security invoker"),
        new("owner of function public.my_agencies(): changed", "alter function public.my_agencies() owner to postgres"),
        new("trigger clients_touch on public.clients: missing", "drop trigger clients_touch on public.clients"),
        new("trigger alerts_audit on public.alerts: changed", "alter table public.alerts disable trigger alerts_audit"),
        new("trigger memberships_immutable on public.memberships: changed",
            "drop trigger memberships_immutable on public.memberships",
            "create trigger memberships_immutable before update on public.memberships"
            + " for each row execute function atrium.immutable('agency_id')"),
        new("view public.v_margin_trend: changed",
            "do $$ begin execute 'create or replace view public.v_margin_trend with (security_invoker = true) as '"
            + " || rtrim(pg_get_viewdef('public.v_margin_trend'), ';') || ' limit 7'; end $$"),
        new("view public.v_client_360: changed", "alter view public.v_client_360 reset (security_invoker)"),
        new("rule quiet on public.brands: extra",
            "create rule quiet as on delete to public.brands do instead nothing"),
        new("domain public.alert_status: changed", "alter domain public.alert_status set default 'open'"),
        new("domain check client_health_check on public.client_health: missing",
            "alter domain public.client_health drop constraint client_health_check"),
        new("type public.pair: extra", "create type public.pair as (a int, b int)"),
        new("role anon: inherit: changed", "alter role anon noinherit"),
        new("membership of atrium_explainer in anon: extra", "grant anon to atrium_explainer"),
        new("extension tablefunc: extra", "create extension tablefunc schema extensions"),
        new("sequence atrium.stray: extra", "create sequence atrium.stray"),
        new("schema elsewhere: extra", "create schema elsewhere"),
        new("missing partition public.audit_logs: extra",
            "do $$ begin execute format('drop table public.audit_logs_%s',"
            + " to_char(now() at time zone 'UTC' + interval '1 month', 'YYYY_MM')); end $$"),
        new("partition public.audit_logs_old of public.audit_logs: extra",
            "create table public.audit_logs_old partition of public.audit_logs"
            + " for values from ('2001-01-01') to ('2002-01-01')",
            "alter table public.audit_logs_old enable row level security, force row level security"),
        new("partition public.audit_logs_default of public.audit_logs: missing",
            "drop table public.audit_logs_default"),
        new("publication everything: extra", "create publication everything for all tables"),
        new("default grant on tables of atrium_owner in public to anon: extra",
            "alter default privileges for role atrium_owner in schema public grant select on tables to anon"),
        new("storage of public.alerts: extra", "alter table public.alerts set (fillfactor = 50)"),
        new("table public.ai_messages: changed", "alter table public.ai_messages set unlogged"),
        new("replica identity of public.campaigns: extra", "alter table public.campaigns replica identity full"),
        new("column setting statistics of public.users.full_name: extra",
            "alter table public.users alter full_name set statistics 500"),
        new("statistics public.together: extra",
            "create statistics public.together on agency_id, status from public.clients"),
        new("setting work_mem of the database: extra", Here("alter database %I set work_mem = ''7MB''")),
    ];

    static string Here(string sql) => InDatabase.Replace("{0}", sql, StringComparison.Ordinal);
}
