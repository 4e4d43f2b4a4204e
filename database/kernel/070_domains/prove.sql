-- No value slips past a domain, and equality on one is leakproof.
do $$
declare
  attempt text;
begin
  foreach attempt in array array['', 'Owner', 'owner ', 'owner;admin', 'service_role'] loop
    begin
      perform attempt::public.agency_role;
      raise exception 'the role % is accepted', attempt;
    exception when check_violation then
      null;
    end;
  end loop;
  assert (select proleakproof from pg_proc where oid = 'pg_catalog.texteq'::regproc), 'text equality leaks';
end $$;
