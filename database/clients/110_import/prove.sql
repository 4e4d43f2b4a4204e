-- Who may import, and that a file reaches no other agency.
select tests.two_agencies();
do $$
begin
  assert tests.may_do($x$select from public.import_clients('[{"name": "Sheet"}]', false)$x$, 'owner', 'admin',
    'leadership',
    'account', 'stranger');
  assert tests.may_not($x$select from public.import_clients('[{"name": "Sheet"}]', true)$x$, 'finance', 'pm',
    'creative',
    'agent', 'member', 'writer', 'customer');
  -- the same code in two agencies: each file finds its own client
  perform tests.act('stranger');
  assert (select outcome = 'created' from public.import_clients('[{"code": "ACME", "name": "Ours"}]', false)),
    'a client of another agency was found';
  assert (select messages[1] ~ 'nobody of the agency' from public.import_clients(
    '[{"name": "Sheet", "owner_email": "pm@alpha.test"}]')), 'a person of another agency was found';
  perform tests.reset();
  assert (select name = 'Acme' from public.clients where id = tests.id('a1')), 'a client of another agency was changed';
  perform tests.become_anon();
  assert tests.refused($x$select public.import_clients('[]')$x$, '42501'), 'anon imports';
end $$;
