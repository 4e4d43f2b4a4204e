-- What must hold: what has hours, quotes or books is archived and not deleted; an agency still goes as a whole.
select tests.time();
do $$
begin
  perform tests.act('owner');
  assert tests.refused($x$delete from public.campaigns where id = tests.id('c1')$x$, 'ATSTA'), 'a campaign with hours';
  assert tests.refused($x$delete from public.clients where id = tests.id('a1')$x$, 'ATSTA'), 'a client with hours';
  perform tests.reset();
  delete from public.timesheet_entries;
  insert into public.projects (agency_id, client_id, project_name, currency)
  values (tests.id('a'), tests.id('a2'), 'Film', 'EUR');
  perform tests.act('owner');
  assert tests.refused($x$delete from public.clients where id = tests.id('a2')$x$, 'ATSTA'), 'a client with books';
  delete from public.clients where id = tests.id('a1');
  assert found, 'a client without either';
  perform tests.reset();
  delete from public.agencies where id = tests.id('a');
  assert found, 'an agency does not go';
end $$;
