namespace Atrium.Database.Catalogue;

/// <summary>How things are kept and what goes out of them: parameters, rules, publications, settings.</summary>
static class SettingSql
{
    public const string Storage = $"""
        with {CatalogueSql.Relations}
        select 'storage', 'of ' || r.name, r.schema, r.kind || ' ' || r.name, '',
          format('alter table %s set (%s)', r.name, array_to_string(r.reloptions, ', ')),
          format('alter table %s reset (%s)', r.name,
            (select string_agg(split_part(o, '=', 1), ', ') from unnest(r.reloptions) o)),
          ''
        from relations r where r.relkind in ('r', 'p') and r.reloptions is not null
        """;

    public const string ReplicaIdentity = $"""
        with {CatalogueSql.Relations}
        select 'replica identity', 'of ' || r.name, r.schema, r.kind || ' ' || r.name, '',
          format('alter table %s replica identity %s', r.name, case r.relreplident when 'f' then 'full'
            when 'n' then 'nothing' else 'using index ' || (select quote_ident(x.relname) from pg_index i
              join pg_class x on x.oid = i.indexrelid where i.indrelid = r.oid and i.indisreplident) end),
          format('alter table %s replica identity default', r.name), ''
        from relations r where r.relkind in ('r', 'p') and r.relreplident <> 'd'
        """;

    public const string ColumnSetting = $"""
        with {CatalogueSql.Relations}
        select 'column setting', s.word || ' of ' || r.name || '.' || quote_ident(a.attname), r.schema,
          r.kind || ' ' || r.name, '',
          format('alter table %s alter column %I ', r.name, a.attname) || s.made,
          format('alter table %s alter column %I ', r.name, a.attname) || s.undone,
          format('alter table %s alter column %I ', r.name, a.attname) || s.made
        from relations r
        join pg_attribute a on a.attrelid = r.oid and a.attnum > 0 and not a.attisdropped
        join pg_type t on t.oid = a.atttypid
        -- what people set there; a server may keep more of its own
        cross join lateral (select string_agg(x, ', ' order by x) as set from unnest(a.attoptions) x
          where x ~ '^n_distinct') as o
        cross join lateral (values
          ('statistics', coalesce(a.attstattarget, -1) >= 0, 'set statistics ' || a.attstattarget,
            'set statistics -1'),
          ('storage', a.attstorage <> t.typstorage, 'set storage ' || case a.attstorage when 'p' then 'plain'
            when 'e' then 'external' when 'x' then 'extended' else 'main' end,
            'set storage ' || case t.typstorage when 'p' then 'plain' when 'e' then 'external'
              when 'x' then 'extended' else 'main' end),
          ('compression', a.attcompression <> '', 'set compression ' || case a.attcompression when 'l' then 'lz4'
            else 'pglz' end, 'set compression default'),
          ('options', o.set is not null, 'set (' || o.set || ')', 'reset (n_distinct, n_distinct_inherited)')
        ) as s (word, told, made, undone)
        where r.relkind in ('r', 'p') and s.told
        """;

    public const string Rule = $"""
        with {CatalogueSql.Relations}
        select 'rule', quote_ident(w.rulename) || ' on ' || r.name, r.schema, r.kind || ' ' || r.name, '',
          rtrim(pg_get_ruledef(w.oid), ';'), format('drop rule %I on %s', w.rulename, r.name), ''
        from pg_rewrite w join relations r on r.oid = w.ev_class where w.rulename <> '_RETURN'
        """;

    public const string Publication = """
        select 'publication', quote_ident(p.pubname), '', '', '',
          format('create publication %I%s with (publish = %L, publish_via_partition_root = %s)', p.pubname,
            case when p.puballtables then ' for all tables' else coalesce(' for table '
              || (select string_agg(m.prrelid::regclass::text, ', ' order by m.prrelid::regclass::text)
                from pg_publication_rel m where m.prpubid = p.oid), '') end,
            concat_ws(', ', case when p.pubinsert then 'insert' end, case when p.pubupdate then 'update' end,
              case when p.pubdelete then 'delete' end, case when p.pubtruncate then 'truncate' end), p.pubviaroot),
          format('drop publication %I', p.pubname), ''
        from pg_publication p
        """;

    public const string Setting = """
        select 'setting',
          split_part(c, '=', 1) || ' of ' || coalesce('role ' || quote_ident(r.rolname), 'the database'), '', '', c,
          format('alter %s set %s = %L', t.target, split_part(c, '=', 1), substr(c, strpos(c, '=') + 1)),
          format('alter %s reset %s', t.target, split_part(c, '=', 1)), ''
        from pg_db_role_setting s join pg_database d on d.oid = s.setdatabase and d.datname = current_database()
          left join pg_roles r on r.oid = s.setrole
          cross join lateral (select case when r.oid is null then 'database ' || quote_ident(d.datname)
            else format('role %I in database %I', r.rolname, d.datname) end) as t (target)
          cross join unnest(s.setconfig) as c
        """;
}
