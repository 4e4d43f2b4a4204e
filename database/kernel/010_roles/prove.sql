-- A caller's role can't become anything else; the gateway can't become the owner or the definer.
do $$
declare
  pair record;
begin
  for pair in
    select caller, target
    from unnest(array['anon', 'authenticated', 'atrium_auth', 'atrium_gateway']) as caller,
      unnest(array['atrium_owner', 'atrium_definer']) as target
  loop
    assert not pg_has_role(pair.caller, pair.target, 'member'), format('%s can become %s', pair.caller, pair.target);
  end loop;
  for pair in
    select caller, target
    from unnest(array['anon', 'authenticated', 'atrium_auth']) as caller,
      unnest(array['anon', 'authenticated', 'service_role', 'atrium_auth']) as target
    where caller <> target
  loop
    assert not pg_has_role(pair.caller, pair.target, 'member'), format('%s can become %s', pair.caller, pair.target);
  end loop;
end $$;
