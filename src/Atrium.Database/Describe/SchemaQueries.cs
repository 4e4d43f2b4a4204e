namespace Atrium.Database.Describe;

/// <summary>How the model is found in the catalogue; $1 is the schema.</summary>
static class SchemaQueries
{
    /// <summary>A type as JSON; expects <c>{0}</c> as its number and <c>{1}</c> as its modifier.</summary>
    static string TypeJson(string oid, string modifier) => $"""
        (select jsonb_build_object(
           'text', format_type({oid}, {modifier}), 'name', e.typname, 'isArray', t.typcategory = 'A',
           'baseName', coalesce(b.typname, e.typname),
           'relation', coalesce((select c.relname from pg_class c
             where c.oid = e.typrelid and c.relnamespace = $1::regnamespace and c.relkind in ('r', 'p', 'v')), ''))
         from pg_type t
         join pg_type e on e.oid = case when t.typcategory = 'A' and t.typelem <> 0 then t.typelem else t.oid end
         left join pg_type b on b.oid = e.typbasetype
         where t.oid = {oid})
        """;

    public static readonly string Tables = $"""
        select c.relname, c.relkind in ('v', 'm'), (pg_relation_is_updatable(c.oid, false) & 24) > 0,
          coalesce(obj_description(c.oid, 'pg_class'), ''),
          (select jsonb_agg(jsonb_build_object(
             'name', a.attname, 'type', {TypeJson("a.atttypid", "a.atttypmod")},
             'isNullable', not a.attnotnull and not coalesce(t.typnotnull, false),
             'default', case when a.attgenerated = '' then coalesce(pg_get_expr(d.adbin, d.adrelid),
               case when a.attidentity <> '' then 'identity' else coalesce(t.typdefault, '') end) else '' end,
             'isGenerated', a.attgenerated <> '' or a.attidentity = 'a',
             'isKey', exists (select from pg_constraint k
               where k.conrelid = c.oid and k.contype = 'p' and a.attnum = any (k.conkey)),
             'comment', coalesce(col_description(c.oid, a.attnum), '')) order by a.attnum)
           from pg_attribute a join pg_type t on t.oid = a.atttypid
           left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
           where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped)::text,
          (select coalesce(jsonb_agg(jsonb_build_object(
             'name', k.conname, 'table', r.relname, 'isNear', r.relnamespace = c.relnamespace,
             'columns', (select jsonb_agg(a.attname order by u.n) from unnest(k.conkey) with ordinality u (num, n)
               join pg_attribute a on a.attrelid = k.conrelid and a.attnum = u.num),
             'referencedColumns', (select jsonb_agg(a.attname order by u.n)
               from unnest(k.confkey) with ordinality u (num, n)
               join pg_attribute a on a.attrelid = k.confrelid and a.attnum = u.num),
             'isOneToOne', exists (select from pg_index i where i.indrelid = c.oid and i.indisunique
               and i.indpred is null and i.indkey::int2[] <@ k.conkey)) order by k.conname), '[]')
           from pg_constraint k join pg_class r on r.oid = k.confrelid
           where k.conrelid = c.oid and k.contype = 'f' and k.conparentid = 0)::text,
          (select coalesce(jsonb_agg(jsonb_build_object(
             'command', case p.polcmd when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update'
               when 'd' then 'delete' else 'all' end,
             'roles', (select string_agg(case role when 0 then 'public' else pg_get_userbyid(role) end, ', '
               order by pg_get_userbyid(role)) from unnest(p.polroles) role),
             'using', coalesce(pg_get_expr(p.polqual, p.polrelid, true), ''),
             'check', coalesce(pg_get_expr(p.polwithcheck, p.polrelid, true), ''))
             order by position(p.polcmd::text in 'rawd*'), p.polname), '[]')
           from pg_policy p where p.polrelid = c.oid)::text
        from pg_class c
        where c.relnamespace = $1::regnamespace and c.relkind in ('r', 'p', 'v', 'm') and not c.relispartition
          and not exists (select from pg_depend e
            where e.classid = 'pg_class'::regclass and e.objid = c.oid and e.deptype = 'e')
        order by c.relname collate "C"
        """;

    public static readonly string Functions = $"""
        with functions as (
          select p.*, coalesce(p.proallargtypes, p.proargtypes::oid[]) as types
          from pg_proc p
          where p.pronamespace = $1::regnamespace and p.prokind in ('f', 'p')
            and p.prorettype not in ('trigger'::regtype, 'event_trigger'::regtype)
            and not exists (select from pg_depend e
              where e.classid = 'pg_proc'::regclass and e.objid = p.oid and e.deptype = 'e')
        ), arguments as (
          select f.oid, u.n, u.type, coalesce(f.proargnames[u.n], '') as name,
            coalesce(f.proargmodes[u.n], 'i') as mode,
            count(*) filter (where coalesce(f.proargmodes[u.n], 'i') in ('i', 'b', 'v'))
              over (partition by f.oid order by u.n) > f.pronargs - f.pronargdefaults as optional
          from functions f, unnest(f.types) with ordinality u (type, n)
        )
        select f.proname,
          (select coalesce(jsonb_agg(jsonb_build_object('name', a.name, 'type', {TypeJson("a.type", "null")},
             'isOptional', a.optional) order by a.n), '[]')
           from arguments a where a.oid = f.oid and a.mode in ('i', 'b', 'v'))::text,
          jsonb_build_array({TypeJson("f.prorettype", "null")})::text,
          (select coalesce(jsonb_agg(jsonb_build_object('name', a.name, 'type', {TypeJson("a.type", "null")},
             'isOptional', false) order by a.n), '[]')
           from arguments a where a.oid = f.oid and a.mode in ('o', 'b', 't'))::text,
          f.proretset, coalesce(obj_description(f.oid, 'pg_proc'), '')
        from functions f order by f.proname collate "C", f.oid::regprocedure::text collate "C"
        """;

    public const string ClosedSets = """
        select t.typname, case t.typtype
          when 'e' then (select jsonb_agg(enumlabel order by enumsortorder)::text from pg_enum where enumtypid = t.oid)
          else coalesce((select pg_get_constraintdef(k.oid) from pg_constraint k
            where k.contypid = t.oid and k.contype = 'c' order by k.conname limit 1), '') end
        from pg_type t
        where t.typnamespace = $1::regnamespace and t.typtype in ('e', 'd')
          and not exists (select from pg_depend e
            where e.classid = 'pg_type'::regclass and e.objid = t.oid and e.deptype = 'e')
        order by t.typname collate "C"
        """;
}
