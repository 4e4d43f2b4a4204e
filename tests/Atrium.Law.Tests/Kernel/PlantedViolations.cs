namespace Atrium.Law.Tests.Kernel;

/// <summary>For each rule of the catalogue lint, a change of the deployed catalogue that breaks it.</summary>
public static class PlantedViolations
{
    /// <summary>Rule and the SQL that breaks it.</summary>
    public static TheoryData<string, string> All => new()
    {
        { "rls forced", "alter table public.agencies no force row level security" },
        { "scope stated", "comment on table public.agencies is 'The tenant.'" },
        { "primary key", "alter table public.api_keys drop constraint api_keys_pkey cascade" },
        { "tenant column", "alter table public.api_keys alter agency_id drop not null" },
        { "one policy", "create policy second on public.agencies for select to authenticated using (false)" },
        { "policy roles", "create policy open on public.agencies for delete using (false)" },
        { "policy check", "drop policy api_keys_update on public.api_keys;"
            + "create policy api_keys_update on public.api_keys for update to authenticated using (true)" },
        { "grant without policy", "grant delete on public.agencies to authenticated" },
        { "function per row", Policy("agency_id = atrium.current_agency_id()") },
        { "policy set form", Policy("agency_id in (select id from public.agencies)") },
        { "policy reads itself", Policy("id = any (array(select k.id from public.api_keys k))") },
        { "policy function", "alter function atrium.may(text) volatile" },
        { "foreign key tenant", Reference("api_keys on delete cascade") },
        { "foreign key person", Reference("users on delete cascade") },
        { "foreign key action", Reference("api_keys") },
        { "foreign key index", Reference("api_keys on delete cascade") },
        { "unique per agency", "create unique index everywhere on public.api_keys (id, name)" },
        { "tenant index", "drop index public.api_keys_agency;"
            + "alter table public.api_keys drop constraint api_keys_agency_id" },
        { "fixed column", "drop trigger memberships_immutable on public.memberships" },
        { "times", "drop trigger api_keys_touch on public.api_keys" },
        { "append only", "grant update (reason) on public.audit_logs to authenticated" },
        { "audit", "drop trigger api_keys_audit on public.api_keys" },
        { "comment", "comment on column public.api_keys.name is null" },
        { "grant too wide", "grant truncate on public.api_keys to authenticated" },
        { "grant by column", "grant update on public.api_keys to authenticated" },
        { "definer function", "alter function public.my_sessions() reset search_path" },
        { "public execute", "grant execute on function public.whoami() to public" },
        { "anon execute", "grant execute on function public.whoami() to anon" },
        { "agency argument", "comment on function public.switch_agency(uuid) is 'Goes there.'" },
        { "view rights", "create view public.names as select name from public.agencies" },
        { "enum", "create type public.mood as enum ('good', 'bad')" },
        { "time zone", "alter table public.api_keys add seen_at timestamp" },
        { "money", "alter table public.api_keys add price double precision" },
        { "shared sequence", "alter table public.api_keys add number bigint generated always as identity" },
    };

    static string Reference(string target) =>
        $"alter table public.invitations add other_id uuid references public.{target}";

    static string Policy(string condition) =>
        "drop policy api_keys_select on public.api_keys;"
        + $"create policy api_keys_select on public.api_keys for select to authenticated using ({condition})";
}
