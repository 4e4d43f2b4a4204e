namespace Atrium.Database.Catalogue;

/// <summary>Who owns what and who may do what.</summary>
static class AccessSql
{
    const string Things = $"""
        {CatalogueSql.Relations}, things as (
          select case when kind = 'foreign table' then 'table' else kind end as kind, name, schema, relowner as owner,
            coalesce(relacl, acldefault(case relkind when 'S' then 's' else 'r' end::"char", relowner)) as acl
          from relations where relkind <> 'c'
          union all
          select 'schema', name, nspname, nspowner, coalesce(nspacl, acldefault('n', nspowner)) from schemas
          union all
          select case p.prokind when 'p' then 'procedure' when 'a' then 'aggregate' else 'function' end,
            s.name || '.' || quote_ident(p.proname) || '(' || pg_get_function_identity_arguments(p.oid) || ')',
            s.nspname, p.proowner, coalesce(p.proacl, acldefault('f', p.proowner))
          from pg_proc p join schemas s on s.oid = p.pronamespace
          where not exists (select from extension_parts e where e.classid = 'pg_proc'::regclass and e.objid = p.oid)
          union all
          select case t.typtype when 'd' then 'domain' else 'type' end, s.name || '.' || quote_ident(t.typname),
            s.nspname, t.typowner, coalesce(t.typacl, acldefault('T', t.typowner))
          from pg_type t join schemas s on s.oid = t.typnamespace
          where (t.typtype in ('d', 'e', 'r')
              or t.typtype = 'c' and exists (select from pg_class c where c.oid = t.typrelid and c.relkind = 'c'))
            and not exists (select from extension_parts e where e.classid = 'pg_type'::regclass and e.objid = t.oid)
        )
        """;

    const string Grantee = "case a.grantee when 0 then 'public' else quote_ident(pg_get_userbyid(a.grantee)) end";

    const string Privileges = """
        string_agg(lower(a.privilege_type) || case when a.is_grantable then ' with grant option' else '' end, ', '
          order by a.privilege_type)
        """;

    public const string Owner = $"""
        with {Things}
        select 'owner', 'of ' || kind || ' ' || name, schema, kind || ' ' || name, '',
          format('alter %s %s owner to %I', kind, name, pg_get_userbyid(owner)), '',
          format('alter %s %s owner to %I', kind, name, pg_get_userbyid(owner))
        from things
        -- the sequence of an identity column goes with its table
        where (kind, name) not in (select 'sequence', r.name from relations r join pg_depend d on d.objid = r.oid
          where r.relkind = 'S' and d.classid = 'pg_class'::regclass and d.deptype = 'i')
        """;

    public const string RowSecurity = $"""
        with {CatalogueSql.Relations}
        select 'row security', 'on ' || name, schema, kind || ' ' || name, '',
          format('alter table %s enable row level security', name),
          format('alter table %s disable row level security', name), ''
        from relations where relrowsecurity
        """;

    public const string ForcedRowSecurity = $"""
        with {CatalogueSql.Relations}
        select 'forced row security', 'on ' || name, schema, kind || ' ' || name, '',
          format('alter table %s force row level security', name),
          format('alter table %s no force row level security', name), ''
        from relations where relforcerowsecurity
        """;

    public const string Policy = $"""
        with {CatalogueSql.Relations}
        select 'policy', quote_ident(p.polname) || ' on ' || r.name, r.schema, r.kind || ' ' || r.name, '',
          format('create policy %I on %s as %s for %s to %s', p.polname, r.name,
            case when p.polpermissive then 'permissive' else 'restrictive' end,
            case p.polcmd when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update'
              when 'd' then 'delete' else 'all' end,
            (select string_agg(case role when 0 then 'public' else quote_ident(pg_get_userbyid(role)) end, ', '
               order by pg_get_userbyid(role)) from unnest(p.polroles) role))
            || coalesce(e'\n  using (' || pg_get_expr(p.polqual, p.polrelid) || ')', '')
            || coalesce(e'\n  with check (' || pg_get_expr(p.polwithcheck, p.polrelid) || ')', ''),
          format('drop policy %I on %s', p.polname, r.name), ''
        from pg_policy p join relations r on r.oid = p.polrelid
        """;

    public const string Grant = $"""
        with {Things}, granted as (
          select t.kind, t.name, t.schema, t.owner, {Grantee} as grantee, {Privileges} as privileges
          from things t, aclexplode(t.acl) a where a.grantee <> t.owner
          group by t.kind, t.name, t.schema, t.owner, a.grantee
          union all
          select 'database', '', '', d.datdba, {Grantee}, {Privileges}
          from pg_database d, aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) a
          where d.datname = current_database() and a.grantee <> d.datdba group by d.datdba, a.grantee
        ), targets as (
          select *, case kind when 'view' then 'table ' || name when 'materialized view' then 'table ' || name
              when 'aggregate' then 'function ' || name
                when 'database' then 'database ' || quote_ident(current_database())
              else kind || ' ' || name end as target
          from granted
        )
        select 'grant', 'on ' || trim(kind || ' ' || name) || ' to ' || grantee, schema,
          case kind when 'database' then '' else kind || ' ' || name end, privileges,
          format('grant %s on %s to %s', privileges, target, grantee),
          format('revoke all on %s from %s', target, grantee),
          format(e'revoke all on %2$s from %3$s;\ngrant %1$s on %2$s to %3$s', privileges, target, grantee)
        from targets
        """;

    public const string ColumnGrant = $"""
        with {CatalogueSql.Relations}, granted as (
          select r.name, r.kind, r.schema, {Grantee} as grantee, lower(a.privilege_type) as privilege,
            string_agg(quote_ident(c.attname), ', ' order by c.attname collate "C") as columns
          from relations r join pg_attribute c on c.attrelid = r.oid and not c.attisdropped, aclexplode(c.attacl) a
          group by r.name, r.kind, r.schema, a.grantee, a.privilege_type
        )
        select 'column grant', privilege || ' on ' || name || ' to ' || grantee, schema, kind || ' ' || name, columns,
          format('grant %s (%s) on %s to %s', privilege, columns, name, grantee),
          format('revoke %s (%s) on %s from %s', privilege, columns, name, grantee), ''
        from granted
        """;

    public const string DefaultGrant = $"""
        with granted as (
          select pg_get_userbyid(d.defaclrole) as owner, coalesce(n.nspname, '') as schema,
            case d.defaclobjtype when 'r' then 'tables' when 'S' then 'sequences' when 'f' then 'functions'
              when 'T' then 'types' else 'schemas' end as things,
            {Grantee} as grantee, {Privileges} as privileges
          from pg_default_acl d left join pg_namespace n on n.oid = d.defaclnamespace, aclexplode(d.defaclacl) a
          group by d.defaclrole, n.nspname, d.defaclobjtype, a.grantee
        )
        select 'default grant',
          format('on %s of %I%s to %s', things, owner, coalesce(' in ' || nullif(schema, ''), ''), grantee),
          schema, '', privileges,
          format('alter default privileges for role %I%s grant %s on %s to %s', owner,
            coalesce(' in schema ' || quote_ident(nullif(schema, '')), ''), privileges, things, grantee),
          format('alter default privileges for role %I%s revoke all on %s from %s', owner,
            coalesce(' in schema ' || quote_ident(nullif(schema, '')), ''), things, grantee), ''
        from granted
        """;
}
