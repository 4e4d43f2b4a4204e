-- Who sees and changes contacts, and who sees what a contract is worth.
select tests.two_agencies();
insert into public.client_contacts (client_id, name) values (tests.id('a1'), 'Ann'), (tests.id('a2'), 'Bea'),
  (tests.id('b1'), 'Cid');
insert into public.client_terms (agency_id, client_id, contract_value) values
  (tests.id('a'), tests.id('a1'), 1000), (tests.id('b'), tests.id('b1'), 2000);
do $$
declare
  writers text[] := array['owner', 'admin', 'leadership', 'account', 'pm', 'agent'];
begin
  assert tests.may_do($x$select from public.client_contacts where name = 'Bea'$x$,
    variadic writers || array['finance', 'creative']);
  assert tests.may_do($x$select from public.client_contacts where name = 'Ann'$x$, 'member', 'writer', 'customer');
  assert tests.may_not($x$select from public.client_contacts where name = 'Bea'$x$, 'member', 'writer', 'customer',
    'stranger');
  assert tests.may_do($x$insert into public.client_contacts (client_id, name) values (tests.id('a1'), 'New')$x$,
    variadic writers || array['writer']);
  assert tests.may_not($x$insert into public.client_contacts (client_id, name) values (tests.id('a1'), 'New')$x$,
    'finance', 'creative', 'member', 'customer', 'stranger');
  assert tests.may_not($x$insert into public.client_contacts (client_id, name) values (tests.id('a2'), 'New')$x$,
    'writer');
  assert tests.may_not($x$insert into public.client_contacts (client_id, name) values (tests.id('b1'), 'New')$x$,
    'owner', 'pm');
  assert tests.may_do($x$update public.client_contacts set title = 'CEO' where name = 'Ann'$x$,
    variadic writers || array['writer']);
  assert tests.may_not($x$update public.client_contacts set title = 'CEO' where name = 'Ann'$x$, 'finance', 'creative',
    'member', 'customer', 'stranger');
  assert tests.may_not($x$update public.client_contacts set client_id = tests.id('b1') where name = 'Ann'$x$, 'owner');
  assert tests.may_do($x$delete from public.client_contacts where name = 'Ann'$x$, 'owner', 'admin', 'leadership');
  assert tests.may_not($x$delete from public.client_contacts where name = 'Ann'$x$, 'account', 'pm', 'agent', 'writer',
    'customer', 'stranger');
end $$;
do $$
declare
  others text[] := array['admin', 'pm', 'account', 'creative', 'agent', 'member', 'writer', 'customer'];
begin
  assert tests.may_do('select from public.client_terms where client_id = tests.id(''a1'')', 'owner', 'finance',
    'leadership');
  assert tests.may_not('select from public.client_terms where client_id = tests.id(''a1'')',
    variadic others || array['stranger']);
  assert tests.may_do('update public.client_terms set contract_value = 5', 'owner', 'finance');
  assert tests.may_not('update public.client_terms set contract_value = 5', variadic others || array['leadership']);
  assert tests.may_do('insert into public.client_terms (client_id, contract_value) values (tests.id(''a2''), 5)',
    'owner', 'finance');
  assert tests.may_not('insert into public.client_terms (client_id, contract_value) values (tests.id(''a2''), 5)',
    variadic others || array['leadership', 'stranger']);
  assert tests.may_not('insert into public.client_terms (client_id, contract_value) values (tests.id(''b1''), 5)',
    'finance');
end $$;
