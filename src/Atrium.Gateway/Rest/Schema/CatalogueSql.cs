namespace Atrium.Gateway.Rest.Schema;

/// <summary>
/// The questions a load asks. Each sees all schemas but the system's: views may rest on hidden tables.
/// </summary>
static class CatalogueSql
{
    /// <summary>
    /// One text that changes with every DDL and grant, and with nothing else: rows of the system catalogue are new
    /// versions of themselves then. About a millisecond for a hundred tables.
    /// </summary>
    public const string Signature = """
        with visible as (
          select oid from pg_namespace
          where nspname !~ '^pg_' and nspname not in ('information_schema', 'extensions')
        )
        select concat_ws('-',
          (select sum(hashint8((c.oid::bigint << 32) # c.xmin::text::bigint))
             from pg_class c join visible v on v.oid = c.relnamespace
            where c.relkind in ('r', 'p', 'v', 'm', 'f', 'i')),
          (select sum(hashint8((a.attrelid::bigint << 32) # a.xmin::text::bigint # a.attnum))
             from pg_attribute a join pg_class c on c.oid = a.attrelid join visible v on v.oid = c.relnamespace
            where c.relkind in ('r', 'p', 'v', 'm', 'f') and a.attnum > 0),
          (select sum(hashint8((p.oid::bigint << 32) # p.xmin::text::bigint))
             from pg_proc p join visible v on v.oid = p.pronamespace),
          (select sum(hashint8((k.oid::bigint << 32) # k.xmin::text::bigint))
             from pg_constraint k join visible v on v.oid = k.connamespace),
          (select sum(hashint8((r.oid::bigint << 32) # r.xmin::text::bigint))
             from pg_rewrite r where r.oid > 16383),
          (select sum(hashint8((k.oid::bigint << 32) # k.xmin::text::bigint))
             from pg_cast k where k.oid > 16383),
          (select sum(hashtext(concat(s.setrole, s.setdatabase, s.setconfig))) from pg_db_role_setting s
            where s.setdatabase in (0, (select d.oid from pg_database d where d.datname = current_database()))))
        """;

    public const string Relations = """
        select c.oid, n.nspname, c.relname, c.relkind in ('v', 'm'), n.nspname = any ($1),
          pg_relation_is_updatable(c.oid, true), obj_description(c.oid, 'pg_class'), c.reltype
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where c.relkind in ('r', 'p', 'v', 'm', 'f') and not c.relispartition
          and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
        order by c.oid
        """;

    /// <summary>
    /// Columns, and of those of a domain the functions by which it is cast to JSON, from text and from JSON: how the
    /// database wants its values shown and read. PostgreSQL itself passes over such casts.
    /// </summary>
    public const string Columns = """
        with casts as materialized (
          select k.castsource, k.casttarget, format('%I.%I', n.nspname, p.proname) as function
          from pg_cast k
          join pg_proc p on p.oid = k.castfunc
          join pg_namespace n on n.oid = p.pronamespace
          where k.castcontext = 'i' and k.castmethod = 'f' and k.oid > 16383)
        select a.attrelid, a.attname, a.attnum, format_type(a.atttypid, a.atttypmod),
          case when t.typtype = 'd' then format_type(t.typbasetype, t.typtypmod)
            else format_type(a.atttypid, a.atttypmod) end,
          (a.attnotnull or t.typnotnull) and d.oid is null and a.attidentity = '' and t.typdefault is null,
          case when a.attgenerated <> '' then null
            when a.attidentity <> '' then (
              select format('nextval(%L)', d.objid::regclass) from pg_depend d
              where d.classid = 'pg_class'::regclass and d.deptype = 'i'
                and d.refclassid = 'pg_class'::regclass and d.refobjid = a.attrelid and d.refobjsubid = a.attnum)
            else coalesce(pg_get_expr(d.adbin, d.adrelid), t.typdefault) end,
          a.attgenerated <> '' or a.attidentity = 'a',
          case when t.typname in ('varchar', 'bpchar') and a.atttypmod > 4 then a.atttypmod - 4 end,
          col_description(a.attrelid, a.attnum), shown.function, read.function, parsed.function,
          array(select e.enumlabel from pg_enum e where e.enumtypid = t.oid order by e.enumsortorder)
        from pg_attribute a
        join pg_class c on c.oid = a.attrelid
        join pg_namespace n on n.oid = c.relnamespace
        join pg_type t on t.oid = a.atttypid
        left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
        left join casts shown on t.typtype = 'd' and shown.castsource = t.oid and shown.casttarget = 'json'::regtype
        left join casts read on t.typtype = 'd' and read.casttarget = t.oid and read.castsource = 'text'::regtype
        left join casts parsed on t.typtype = 'd' and parsed.casttarget = t.oid and parsed.castsource = 'json'::regtype
        where c.relkind in ('r', 'p', 'v', 'm', 'f') and not c.relispartition and a.attnum > 0 and not a.attisdropped
          and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
        order by a.attrelid, a.attnum
        """;

    /// <summary>
    /// What roles set as they sign in, those of this database last: nobody signs in as a caller's role, so it is made
    /// for them. Only what the connection's own role may set.
    /// </summary>
    public const string RoleSettings = """
        select r.rolname, array_agg(c.setting order by s.setdatabase, c.position)
        from pg_db_role_setting s
        join pg_roles r on r.oid = s.setrole
        cross join unnest(s.setconfig) with ordinality as c(setting, position)
        join pg_settings p on p.name = split_part(c.setting, '=', 1)
          and (p.context = 'user' or (select o.rolsuper from pg_roles o where o.rolname = current_user))
        where s.setdatabase in (0, (select d.oid from pg_database d where d.datname = current_database()))
          and pg_has_role(r.oid, 'member')
        group by r.rolname
        """;

    public const string SchemaComments = """
        select n.nspname, obj_description(n.oid, 'pg_namespace') from pg_namespace n
        where n.nspname = any ($1) and obj_description(n.oid, 'pg_namespace') is not null
        """;

    public const string Keys = """
        select k.conrelid, k.conname, k.contype::text, k.conkey, k.confrelid, coalesce(k.confkey, '{}')
        from pg_constraint k join pg_namespace n on n.oid = k.connamespace
        where k.contype in ('p', 'u', 'f') and k.conparentid = 0
          and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
        order by k.conrelid, k.conname
        """;

    public const string Views = """
        select c.oid, r.ev_action::text
        from pg_rewrite r
        join pg_class c on c.oid = r.ev_class
        join pg_namespace n on n.oid = c.relnamespace
        where c.relkind in ('v', 'm') and r.rulename = '_RETURN'
          and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
        """;

    /// <summary>
    /// Tables whose whole-agency lists have an index of their own, by which column, descending, and whether
    /// <c>atrium.narrow</c> knows a shorter way to the rows of who sees few.
    /// </summary>
    public const string ListKeys = """
        select i.indrelid, a.attname,
          to_regprocedure(format('atrium.%I()', 'narrow_' || c.relname)) is not null
        from pg_index i
        join pg_class c on c.oid = i.indrelid
        join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[1]
        where i.indisvalid and i.indpred is null and i.indnkeyatts >= 2 and i.indkey[0] = 0 and i.indoption[1] & 3 = 3
          and replace(pg_get_indexdef(i.indexrelid, 1, true), '"', '') = 'atrium.list_key(client_id)'
        """;

    /// <summary>
    /// Forms of answers the database makes itself: domains named like media types, which functions return, and
    /// aggregates that yield one.
    /// </summary>
    public const string Handlers = """
        with forms as (
          select t.oid, n.nspname, t.typname, lower(t.typname) as form
          from pg_type t join pg_namespace n on n.oid = t.typnamespace
          where t.typtype = 'd' and (t.typname ~* '^[a-z0-9.-]+/[a-z0-9.+-]+$' or t.typname = '*/*'))
        select n.nspname, p.proname, case when t.typname = 'anyelement' then '' else s.nspname end,
          case when t.typname = 'anyelement' then '' else t.typname end, f.form, false
        from forms f join pg_proc p on p.prorettype = f.oid and p.prokind = 'a' and p.pronargs = 1
        join pg_namespace n on n.oid = p.pronamespace
        join pg_type t on t.oid = p.proargtypes[0]
        join pg_namespace s on s.oid = t.typnamespace
        where n.nspname = any ($1)
        union all
        select f.nspname, f.typname, n.nspname, p.proname, f.form, true
        from forms f join pg_proc p on p.prorettype = f.oid and p.prokind = 'f' and not p.proretset
        join pg_namespace n on n.oid = p.pronamespace
        where n.nspname = any ($1)
        """;

    public const string Routines = """
        select p.proname,
          array(select coalesce(p.proargnames[i], '') from generate_subscripts(q.types, 1) as s(i)
                where q.modes is null or q.modes[i] in ('i', 'b', 'v') order by i),
          array(select format_type(q.types[i], null) from generate_subscripts(q.types, 1) as s(i)
                where q.modes is null or q.modes[i] in ('i', 'b', 'v') order by i),
          array(select q.types[i] from generate_subscripts(q.types, 1) as s(i)
                where q.modes is null or q.modes[i] in ('i', 'b', 'v') order by i),
          p.pronargdefaults, p.provariadic <> 0, p.proretset, format_type(p.prorettype, null),
          coalesce(b.typtype, t.typtype) = 'c' or coalesce(p.proargmodes::text[] && '{t,b,o}', false),
          t.typname = 'void', coalesce(b.typrelid, t.typrelid),
          array(select p.proargnames[i] from generate_subscripts(q.types, 1) as s(i)
                where q.modes[i] in ('o', 'b', 't') order by i),
          p.provolatile = 'v', p.prorows = 1, obj_description(p.oid, 'pg_proc'), n.nspname,
          coalesce(p.proconfig, '{}')
        from pg_proc p
        join pg_namespace n on n.oid = p.pronamespace
        join pg_type t on t.oid = p.prorettype
        left join pg_type b on b.oid = t.typbasetype
        cross join lateral (
          select coalesce(p.proallargtypes, string_to_array(p.proargtypes::text, ' ')::oid[]) as types,
            p.proargmodes as modes) as q
        where n.nspname = any ($1) and p.prokind = 'f' and t.typname not in ('trigger', 'event_trigger')
        order by p.proname, p.oid
        """;
}
