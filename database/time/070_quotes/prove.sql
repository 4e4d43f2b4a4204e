-- Who sees a quote and who writes one: account writes, finance reads all, a pm what a campaign of his team was sold by.
select tests.studio();
insert into public.project_quotes (id, agency_id, client_id, quote_name, created_by) values
  (tests.named('own', gen_random_uuid()), tests.id('a'), tests.id('a1'), 'Own', tests.id('account')),
  (tests.named('sold', gen_random_uuid()), tests.id('a'), tests.id('a1'), 'Sold', tests.id('owner')),
  (tests.named('qb', gen_random_uuid()), tests.id('b'), tests.id('b1'), 'Far', tests.id('stranger'));
update public.campaigns set procure_quote_id = tests.id('sold') where id = tests.id('c1');
do $$
declare
  own text := $x$select from public.project_quotes where id = tests.id('own')$x$;
begin
  assert tests.may_do(own, 'owner', 'finance', 'leadership', 'account');
  assert tests.may_not(own, 'pm', 'admin', 'creative', 'member', 'customer', 'stranger');
  assert tests.may_do($x$select from public.project_quotes where id = tests.id('sold')$x$, 'pm', 'account');
  assert tests.may_not($x$select from public.project_quotes where id = tests.id('qb')$x$, 'owner', 'finance');
  assert tests.may_do($x$insert into public.project_quotes (client_id, quote_name) values (tests.id('a1'), 'x')$x$,
    'account', 'owner');
  assert tests.may_not($x$insert into public.project_quotes (client_id, quote_name) values (tests.id('b1'), 'x')$x$,
    'account', 'owner');
  assert tests.may_not($x$insert into public.project_quotes (client_id, quote_name) values (tests.id('a1'), 'x')$x$,
    'pm', 'creative', 'customer');
  assert tests.may_do($x$update public.project_quotes set notes = 'x' where id = tests.id('own')$x$, 'account',
    'finance');
  assert tests.may_not($x$update public.project_quotes set notes = 'x' where id = tests.id('sold')$x$, 'account', 'pm');
  assert tests.may_not($x$update public.project_quotes set status = 'approved'$x$, 'finance', 'account');
  perform tests.become_anon();
  assert tests.refused('select from public.project_quotes', '42501'), 'anon reads';
  perform tests.become_nobody();
  assert tests.sees('select from public.project_quotes', 0), 'nobody reads';
  perform tests.reset();
end $$;
