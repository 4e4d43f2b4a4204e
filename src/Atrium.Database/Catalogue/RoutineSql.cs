namespace Atrium.Database.Catalogue;

/// <summary>What has a body: functions, views, triggers.</summary>
static class RoutineSql
{
    public const string Routine = $"""
        with {CatalogueSql.Routines}, defined as (
          select *, case prokind when 'a' then 'create aggregate ' || name
            else rtrim(pg_get_functiondef(oid), e'\n') end as sql
          from routines
        )
        select kind, name, schema, '', '', sql, format('drop %s %s', kind, name),
          case prokind when 'a' then '' else sql end
        from defined
        """;

    public const string View = $"""
        with {CatalogueSql.Relations}, defined as (
          select *, coalesce(' with (' || array_to_string(reloptions, ', ') || ')', '') || ' as' || e'\n'
            || rtrim(pg_get_viewdef(oid), ';') as body
          from relations where relkind in ('v', 'm')
        )
        select kind, name, schema, '', '', format('create %s %s%s', kind, name, body), format('drop %s %s', kind, name),
          case relkind when 'v' then format('create or replace view %s%s', name, body) else '' end
        from defined
        """;

    public const string Trigger = $"""
        with {CatalogueSql.Relations}
        select 'trigger', quote_ident(t.tgname) || ' on ' || r.name, r.schema, r.kind || ' ' || r.name, '',
          pg_get_triggerdef(t.oid) || case t.tgenabled when 'O' then ''
            else e';\n' || format('alter table %s %s trigger %I',
            r.name, case t.tgenabled when 'D' then 'disable'
              when 'A' then 'enable always' else 'enable replica' end, t.tgname) end,
          format('drop trigger %I on %s', t.tgname, r.name), ''
        from pg_trigger t join relations r on r.oid = t.tgrelid where not t.tgisinternal
        """;

    public const string EventTrigger = $"""
        with {CatalogueSql.Schemas}
        select 'event trigger', quote_ident(t.evtname), '', '', '',
          format('create event trigger %I on %s%s execute function %s', t.evtname, t.evtevent,
            coalesce(' when tag in (' || (select string_agg(quote_literal(tag), ', ' order by tag)
              from unnest(t.evttags) tag) || ')', ''),
            t.evtfoid::regprocedure)
            || case t.evtenabled when 'O' then '' else e';\n' || format('alter event trigger %I %s', t.evtname,
              case t.evtenabled when 'D' then 'disable' when 'A' then 'enable always' else 'enable replica' end) end,
          format('drop event trigger %I', t.evtname), ''
        from pg_event_trigger t
        where not exists (select from extension_parts e where e.classid = 'pg_event_trigger'::regclass
          and e.objid = t.oid)
        """;
}
