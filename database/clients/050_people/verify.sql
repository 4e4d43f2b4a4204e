-- What must hold for contacts and terms.
select tests.two_agencies();
do $$
begin
  assert (select bool_and(relrowsecurity and relforcerowsecurity) from pg_class
    where oid in ('public.client_contacts'::regclass, 'public.client_terms'::regclass)), 'not forced';
  insert into public.client_contacts (client_id, name, email, is_primary) values (tests.id('a1'), 'Ann',
    'Ann@acme.test', true);
  assert tests.refused($x$insert into public.client_contacts (client_id, name, email)
    values (tests.id('a1'), 'Ann', 'ann@ACME.test')$x$, '23505'), 'one address twice';
  assert tests.refused($x$insert into public.client_contacts (client_id, name, is_primary)
    values (tests.id('a1'), 'Bob', true)$x$, '23505'), 'two primary contacts';
  assert tests.refused($x$update public.client_contacts set client_id = tests.id('b1')$x$, 'ATIMM'), 'a contact moved';
  assert tests.refused($x$insert into public.client_contacts (client_id, name, email)
    values (tests.id('a1'), 'Bob', 'nowhere')$x$, '23514'), 'any address is taken';
  insert into public.client_terms (agency_id, client_id, contract_value) values (tests.id('a'), tests.id('a1'), 1000);
  assert tests.refused($x$insert into public.client_terms (agency_id, client_id, contract_value)
    values (tests.id('a'), tests.id('b1'), 1)$x$, '23503'), 'terms of another agency''s client';
  assert tests.refused($x$update public.client_terms set agency_id = tests.id('b')$x$, 'ATIMM'), 'terms moved';
  assert tests.refused($x$update public.client_terms set contract_value = -1$x$, '23514'), 'a negative worth';
end $$;
