namespace Atrium.Database.Drift;

/// <summary>
/// In what the roles that Atrium made are not what it made. Roles belong to the whole cluster, so a scratch database
/// has the very same: what they should be stands here. Roles that were there before are somebody else's.
/// </summary>
static class RoleDrift
{
    /// <summary>The change that makes the roles.</summary>
    public const string Change = "kernel/010_roles";

    const string Query = """
        with wanted (name, login, inherit, bypass) as (
          values ('atrium_owner', false, true, false), ('atrium_definer', false, true, true),
            ('atrium_gateway', true, false, false), ('atrium_auth', false, true, false),
            ('atrium_explainer', false, true, false), ('anon', false, true, false),
            ('authenticated', false, true, false),
            -- where nobody could make a role that passes by the policies, this one doesn't either
            ('service_role', false, true, to_regrole('atrium_definer') is not null)
        ), ours as (
          select r.*, w.* from wanted w join pg_roles r on r.rolname = w.name
          where shobj_description(r.oid, 'pg_authid') like 'Atrium: %'
        ), members (role, member) as (
          values ('anon', 'atrium_gateway'), ('authenticated', 'atrium_gateway'), ('service_role', 'atrium_gateway'),
            ('atrium_auth', 'atrium_gateway'), ('atrium_definer', 'atrium_owner'), ('authenticated', 'atrium_explainer')
        ), granted as (
          select pg_get_userbyid(m.roleid)::text as role, o.name as member
          from pg_auth_members m join ours o on o.oid = m.member
        )
        select format('role %I: %s', o.name, a.word), 'changed',
          format('alter role %I %s', o.name, case when a.wanted then '' else 'no' end || a.word),
          format('alter role %I %s', o.name, case when a.wanted then 'no' else '' end || a.word)
        from ours o cross join lateral (values ('superuser', false, o.rolsuper), ('createrole', false, o.rolcreaterole),
          ('createdb', false, o.rolcreatedb), ('replication', false, o.rolreplication),
          ('login', o.login, o.rolcanlogin), ('inherit', o.inherit, o.rolinherit),
          ('bypassrls', o.bypass, o.rolbypassrls)) as a (word, wanted, held)
        where a.wanted <> a.held
        union all
        select format('membership of %I in %I', g.member, g.role), 'extra',
          format('revoke %I from %I', g.role, g.member), format('grant %I to %I', g.role, g.member)
        from granted g where not exists (select from members m where (m.role, m.member) = (g.role, g.member))
        union all
        select format('membership of %I in %I', m.member, m.role), 'missing',
          format('grant %I to %I', m.role, m.member), format('revoke %I from %I', m.role, m.member)
        from members m join ours o on o.name = m.member
        where to_regrole(m.role) is not null
          and not exists (select from granted g where (m.role, m.member) = (g.role, g.member))
        order by 1
        """;

    /// <summary>Attributes and memberships, each with the SQL that undoes it.</summary>
    public static Task<IReadOnlyList<Difference>> FindAsync(SqlSession session, CancellationToken cancellationToken) =>
        session.RowsAsync(
            Query,
            row => new Difference(row.GetString(0), row.GetString(1), $"{row.GetString(2)};", $"{row.GetString(3)};"),
            cancellationToken);
}
