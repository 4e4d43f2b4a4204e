-- Who reads, changes and switches the cartridges of an agency.
select tests.two_agencies();
insert into public.agency_cartridges (id, agency_id, type, name) values
  (tests.named('mine', gen_random_uuid()), tests.id('a'), 'style', 'Mine'),
  (tests.named('theirs', gen_random_uuid()), tests.id('b'), 'style', 'Theirs');
do $$
declare
  writers text[] := array['owner', 'admin', 'leadership'];
  others text[] := array['finance', 'pm', 'account', 'creative', 'agent', 'member'];
begin
  assert tests.may_do($x$select from public.agency_cartridges where name = 'Mine'$x$, variadic writers || others);
  assert tests.may_not($x$select from public.agency_cartridges where name = 'Mine'$x$, 'customer', 'stranger');
  assert tests.may_do($x$insert into public.agency_cartridges (type, name) values ('brand', 'x')$x$, variadic writers);
  assert tests.may_not($x$insert into public.agency_cartridges (type, name) values ('brand', 'x')$x$,
    variadic others || array['customer']);
  assert tests.may_not($x$insert into public.agency_cartridges (agency_id, type, name) values (tests.id('b'),
    'brand', 'x')$x$,
    variadic writers);
  assert tests.may_do($x$update public.agency_cartridges set name = 'x' where name = 'Mine'$x$, variadic writers);
  assert tests.may_not($x$update public.agency_cartridges set name = 'x' where name = 'Mine'$x$,
    variadic others || array['customer', 'stranger']);
  assert tests.may_not($x$update public.agency_cartridges set is_default = true$x$, variadic writers);
  assert tests.may_do($x$select from public.set_default_cartridge(tests.id('mine'))$x$, variadic writers);
  assert tests.may_not($x$select from public.set_default_cartridge(tests.id('mine'))$x$,
    variadic others || array['customer', 'stranger']);
  assert tests.may_not($x$select from public.set_default_cartridge(tests.id('theirs'))$x$, variadic writers);
  assert tests.may_do($x$delete from public.agency_cartridges where name = 'Mine'$x$, variadic writers);
  assert tests.may_not($x$delete from public.agency_cartridges where name = 'Mine'$x$,
    variadic others || array['customer', 'stranger']);
  perform tests.become_anon();
  assert tests.refused('select from public.agency_cartridges', '42501'), 'anon reads';
end $$;
