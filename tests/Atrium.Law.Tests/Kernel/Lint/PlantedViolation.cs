namespace Atrium.Law.Tests.Kernel.Lint;

/// <summary>For each rule of the catalogue lint, what breaks it and nothing else.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Subject">What the finding is about; <c>{t}</c> is a sample table of the plant's own.</param>
/// <param name="Plant">Statements; <c>{t}</c>, <c>{f}</c> and <c>{v}</c> are a table, a function, a view.</param>
public sealed record PlantedViolation(string Rule, string Subject, string Plant)
{
    const string Of = "agency_id = (select atrium.current_agency_id())";

    const string View = "comment on view public.{v} is 'A sample.'; alter view public.{v} owner to atrium_owner";

    /// <summary>One for each rule.</summary>
    public static IReadOnlyList<PlantedViolation> All { get; } =
    [
        OnTable("rls forced", "alter table {t} no force row level security"),
        new("table guard", "database", "alter event trigger atrium_guard disable"),
        OnTable("scope stated", "comment on table {t} is 'A sample.'"),
        OnTable("primary key", "alter table {t} drop constraint {n}_pkey"),
        OnTable("tenant column", "alter table {t} alter agency_id drop not null"),
        OnTable("tenant index", "drop index {t}_agency; create index on {t} (agency_id) where name is not null"),
        OnTable("fixed column", "drop trigger {n}_immutable on {t}; create trigger {n}_immutable before update on {t}"
            + " for each row execute function atrium.immutable('created_by')"),
        OnTable("times", "drop trigger {n}_touch on {t}"),
        OnTable("append only", "comment on table {t} is 'Scope: agency. Append only.';"
            + $"create policy {{n}}_delete on {{t}} for delete to authenticated using ({Of});"
            + "grant delete on {t} to authenticated"),
        OnTable("audit", "drop trigger {n}_audit on {t}; create trigger {n}_audit after insert or update on {t}"
            + " for each row execute function atrium.audit()"),
        OnTable("disabled trigger", "alter table {t} disable trigger {n}_touch"),
        OnTable("rewrite rule", "create rule {n}_rule as on delete to {t} do instead nothing") with { Subject = "{n}" },
        OnTable("owner", "alter table {t} owner to postgres"),
        OnTable("logged", "alter table {t} set unlogged"),
        OnTable("comment", "comment on column {t}.name is null") with { Subject = "{t}.name" },
        OnTable("no policy", "drop policy {n}_select on {t}; revoke select on {t} from authenticated"),
        new("policy in vain", "atrium.{n}",
            "alter table {t} set schema atrium; alter table atrium.{n} disable row level security"),
        OnTable("one policy", $"create policy {{n}}_second on {{t}} for select to authenticated using ({Of})"),
        OnTable("policy roles", "alter policy {n}_select on {t} to public"),
        OnTable("policy check", $"create policy {{n}}_update on {{t}} for update to authenticated using ({Of})"),
        OnPolicy("policy always true", "true"),
        OnPolicy("policy trusts claims", "agency_id = (select (auth.jwt() ->> 'agency_id')::uuid)"),
        OnPolicy("function per row", "agency_id = atrium.current_agency_id()"),
        OnPolicy("policy set form", "agency_id in (select a.id from public.agencies a)"),
        OnPolicy("policy reads itself", "id = any (array(select k.id from {t} k))"),
        OnTable("policy function", Function("returns uuid language sql volatile as 'select null::uuid'")
            + "alter policy {n}_select on {t} using (agency_id = (select {t}_f()))"),
        OnTable("foreign key tenant", Column("uuid references public.api_keys on delete cascade", index: true)),
        OnTable("foreign key person", Column("uuid references public.users on delete cascade", index: true)),
        OnTable("foreign key action", Column("uuid references public.agencies", index: true)),
        OnTable("foreign key index", Column("uuid references public.agencies on delete cascade")),
        OnTable("foreign key to accounts",
            Column("text references auth.refresh_tokens (token) on delete cascade", index: true)),
        OnTable("unique per agency", "create unique index on {t} (name)"),
        OnTable("shared sequence", Column("bigint generated always as identity")),
        OnTable("duplicate index", "create index on {t} (agency_id, created_at)"),
        OnTable("broken index", "set local allow_system_table_mods = on;"
            + "update pg_index set indisvalid = false where indexrelid = '{t}_agency'::regclass"),
        OnTable("unchecked constraint", "alter table {t} add constraint {n}_named check (name <> '') not valid"),
        OnTable("grant without policy", "grant delete on {t} to authenticated"),
        OnTable("grant too wide", "grant truncate on {t} to authenticated"),
        new("grant to everybody", "atrium.{n}",
            "alter table {t} set schema atrium; grant select on atrium.{n} to public"),
        new("temporary objects", "database",
            "do $$ begin execute format('grant temporary on database %I to public', current_database()); end $$"),
        OnTable("grant by column", "grant insert on {t} to authenticated;"
            + $"create policy {{n}}_insert on {{t}} for insert to authenticated with check ({Of})"),
        new("open to everybody", "public.{v}", "create view public.{v} with (security_invoker = true)"
            + $" as select name from {{t}}; {View}; grant select on public.{{v}} to anon"),
        OnTable("secret column",
            "alter table {t} add token_hash text; comment on column {t}.token_hash is 'A sample.'"),
        new("default grant", "atrium_owner",
            "alter default privileges for role atrium_owner in schema atrium grant select on sequences to anon"),
        new("caller role", "anon", "alter role anon createrole"),
        OnFunction("definer function", "returns int security definer language sql as 'select 1'"),
        OnFunction("search path", "returns int language plpgsql as 'begin return 1; end'"),
        new("public execute", "atrium.{f}()", Function("returns int language sql as 'select 1'")
            + "alter function {t}_f() set schema atrium; grant execute on function atrium.{f}() to public"),
        OnFunction("anon execute", "returns int language sql as 'select 1'",
            "grant execute on function {t}_f() to anon"),
        new("agency argument", "{f}(uuid)",
            "create function {t}_f(agency_id uuid) returns int language sql as 'select 1';"
            + "comment on function {t}_f(uuid) is 'A sample.';"
            + "call atrium.own_as_definer('{t}_f(uuid)'::regprocedure)"),
        OnFunction("leakproof", "returns int language sql stable leakproof as 'select 1'"),
        OnFunction("session setting", "returns text language sql as 'select set_config(''a.b'', '''', false)'"),
        OnFunction("notify", "returns void language sql as 'select pg_notify(''rows'', '''')'"),
        new("view rights", "public.{v}", $"create view public.{{v}} as select name from {{t}}; {View}"),
        new("view barrier", "public.{v}", "create view public.{v} with (security_invoker = true)"
            + $" as select rights from atrium.role_right_sets; {View}"),
        new("view of accounts", "public.{v}", "create view public.{v} with (security_invoker = true)"
            + $" as select email from auth.users; {View}"),
        new("materialized view", "public.{v}", "create materialized view public.{v} as select 1 as one;"
            + "alter materialized view public.{v} owner to atrium_owner"),
        new("foreign table", "public.{v}",
            "create foreign data wrapper {n}_w; create server {n}_s foreign data wrapper {n}_w;"
            + "create foreign table public.{v} (id int) server {n}_s; alter table public.{v} owner to atrium_owner"),
        new("enum", "{n}_mood", "create type {t}_mood as enum ('good', 'bad')"),
        OnTable("time zone", Column("timestamp")),
        OnTable("money", "alter table {t} add price double precision; comment on column {t}.price is 'A sample.'"),
        OnTable("object number", Column("regprocedure")),
        new("extension place", "tablefunc", "create extension tablefunc schema public"),
        new("extension version", "pageinspect", "create extension pageinspect schema extensions version '1.8'"),
    ];

    static PlantedViolation OnTable(string rule, string plant) => new(rule, "{t}", plant);

    static PlantedViolation OnPolicy(string rule, string condition) =>
        OnTable(rule, $"alter policy {{n}}_select on {{t}} using ({condition})");

    static PlantedViolation OnFunction(string rule, string definition, string? then = null) =>
        new(rule, "{f}()", Function(definition) + then);

    static string Function(string definition) =>
        $"create function {{t}}_f() {definition}; comment on function {{t}}_f() is 'A sample.';"
        + "alter function {t}_f() owner to atrium_definer; revoke execute on function {t}_f() from public;";

    static string Column(string type, bool index = false) =>
        $"alter table {{t}} add other {type}; comment on column {{t}}.other is 'A sample.'"
        + (index ? "; create index on {t} (other)" : "");
}
