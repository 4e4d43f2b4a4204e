-- run as: deployer
-- Drops the roles that Atrium made, unless another database of the cluster still has objects of theirs.
do $$
declare
  wanted record;
begin
  for wanted in
    select r.oid, r.rolname
    from pg_roles r
    where r.rolname in
        ('atrium_gateway', 'atrium_auth', 'atrium_owner', 'atrium_definer', 'anon', 'authenticated', 'service_role')
      and shobj_description(r.oid, 'pg_authid') like 'Atrium: %'
      and not exists (
        select from pg_shdepend d
        where d.refclassid = 'pg_authid'::regclass and d.refobjid = r.oid
          and d.dbid not in (0, (select oid from pg_database where datname = current_database()))
      )
  loop
    begin
      execute format('drop role %I', wanted.rolname);
    exception
      when undefined_object then
        null; -- another database of this cluster was faster
    end;
  end loop;
end $$;
