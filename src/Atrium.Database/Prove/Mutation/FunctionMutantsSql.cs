namespace Atrium.Database.Prove.Mutation;

/// <summary>
/// The faults of functions: those that everything leans on made to trust whoever asks, and those with rights above row
/// security made to trust the ids they are given.
/// </summary>
static class FunctionMutantsSql
{
    /// <summary>Schema and signature, as the attempts name a function.</summary>
    const string Title = """
        n.nspname || '.' || p.proname || '(' || coalesce((select string_agg(format_type(a, null), ', ' order by o)
          from unnest(p.proargtypes::oid[]) with ordinality as given (a, o)), '') || ')'
        """;

    /// <summary>Why an attack on agencies and clients can't notice it.</summary>
    const string WithinAgency =
        "'it widens what somebody reaches within the agency, of which the matrix says nothing'";

    /// <summary>Tables whose policies ask a function.</summary>
    const string Askers = """
        (select coalesce(array_agg(distinct s.nspname || '.' || c.relname), '{}') from pg_depend d
          join pg_policy q on q.oid = d.objid join pg_class c on c.oid = q.polrelid
          join pg_namespace s on s.oid = c.relnamespace
          where d.classid = 'pg_policy'::regclass and d.refclassid = 'pg_proc'::regclass and d.refobjid = p.oid)
        """;

    /// <summary>Definer functions that find their names by the caller's path, or run as a superuser.</summary>
    public const string Owners = $"""
        select f.title, fault, array[format('alter function %s %s', f.signature, change)], array[f.title],
          '{"{}"}'::text[], '', '', true
        from (
          select {Title} as title, p.oid::regprocedure::text as signature
          from pg_proc p join pg_namespace n on n.oid = p.pronamespace join pg_roles r on r.oid = p.proowner
          where p.prosecdef and p.prokind = 'f' and r.rolbypassrls and n.nspname in ('public', 'atrium', 'auth')
        ) as f, (values ('finds its names by the caller''s path', 'reset search_path'),
          ('belongs to a superuser', 'owner to current_user')) as faults (fault, change)
        """;

    /// <summary>Functions that policies ask: they say yes to everybody, or believe the token.</summary>
    public const string Helpers = $"""
        select {Title}, fault, array[format('create or replace function %s(%s) returns %s language sql stable as %L',
            p.oid::regproc, pg_get_function_arguments(p.oid), pg_get_function_result(p.oid), body)],
          {Askers}, '{"{}"}'::text[], '', excuse, false
        from pg_proc p join pg_namespace n on n.oid = p.pronamespace
        cross join lateral (
          select 'says yes to everybody', 'select true',
            case when p.proname ~ '^(reads|changes)_' then {WithinAgency} else '' end
          where p.prorettype = 'bool'::regtype and p.proname <> 'is_contact'
          union all
          select 'takes a contact user for staff', 'select false', '' where p.proname = 'is_contact'
          union all
          select 'believes the token', format('select (nullif(current_setting(''request.jwt.claims'', true), '''')'
              '::jsonb ->> %L)::uuid', case p.proname when 'current_user_id' then 'sub' else 'agency_id' end),
            'the door leaves nothing in the token of whoever it does not know'
          where p.proname in ('current_agency_id', 'current_user_id')
        ) as faults (fault, body, excuse)
        where n.nspname = 'atrium' and exists (select from pg_depend d where d.classid = 'pg_policy'::regclass
          and d.refclassid = 'pg_proc'::regclass and d.refobjid = p.oid)
        """;

    /// <summary>Definer functions that trust the agency or the person of an id.</summary>
    public const string Sources = $"""
        select title, fault, array[made], aims, '{"{}"}'::text[], '', case when fault ~ 'person' then {WithinAgency}
            when regexp_count(source, pattern || ' and [a-z_.]+ = atrium\.current_user_id\(\)')
              = regexp_count(source, pattern) then 'the rows that it takes are the person''s own as well'
            when aims = array[title] then '' else 'the policies that ask it compare the agency themselves' end, false
        from (
          select {Title} as title, fault, pattern, pg_get_functiondef(p.oid) as source,
            regexp_replace(pg_get_functiondef(p.oid), pattern, 'true', 'g') as made,
            case when has_function_privilege('authenticated', p.oid, 'execute') and n.nspname = 'public'
              then array[{Title}] else {Askers} end as aims
          from pg_proc p join pg_namespace n on n.oid = p.pronamespace
          cross join (values
            ('trusts the agency of an id',
              '([a-z_]+\.)?agency_id = (\(select atrium\.current_agency_id\(\)\)|atrium\.current_agency_id\(\))'),
            ('trusts the person of an id',
              '([a-z_]+\.)?user_id = (\(select atrium\.current_user_id\(\)\)|atrium\.current_user_id\(\))')
          ) as faults (fault, pattern)
          where p.prosecdef and p.prokind = 'f' and p.prorettype <> 'trigger'::regtype
            and n.nspname in ('public', 'atrium')
        ) as found
        where made <> source and cardinality(aims) > 0
        """;
}
