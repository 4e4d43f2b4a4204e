-- Who reads and writes brands.
select tests.studio();
do $$
declare
  writers text[] := array['owner', 'admin', 'leadership', 'account'];
  others text[] := array['finance', 'pm', 'agent', 'writer', 'customer', 'stranger'];
begin
  assert tests.reads('public.brands', 'brand1 brand2 brandb',
    'owner admin leadership account finance pm creative agent: brand1 brand2', 'member writer customer: brand1',
    'stranger: brandb');

  assert tests.may_do($x$insert into public.brands (client_id, brand_name) values (tests.id('a1'), 'New')$x$,
    variadic writers);
  assert tests.may_not($x$insert into public.brands (client_id, brand_name) values (tests.id('a1'), 'New')$x$,
    variadic others);
  assert tests.may_not($x$insert into public.brands (client_id, brand_name) values (tests.id('b1'), 'New')$x$,
    'owner', 'account');
  assert tests.may_not($x$insert into public.brands (agency_id, client_id, brand_name)
    values (tests.id('b'), tests.id('b1'), 'New')$x$, 'owner', 'account');
  assert tests.may_do($x$update public.brands set tagline = 'x' where id = tests.id('brand1')$x$, variadic writers);
  assert tests.may_not($x$update public.brands set tagline = 'x' where id = tests.id('brand1')$x$, variadic others);
  assert tests.may_not($x$update public.brands set client_id = tests.id('a2') where id = tests.id('brand1')$x$,
    'owner', 'account');
  assert tests.may_not($x$update public.brands set agency_id = tests.id('b') where id = tests.id('brand1')$x$,
    'owner', 'account');
  assert tests.may_do($x$delete from public.brands where id = tests.id('brand1')$x$, 'owner', 'leadership');
  assert tests.may_not($x$delete from public.brands where id = tests.id('brand1')$x$, 'admin', 'account', 'customer',
    'stranger');
  perform tests.become_anon();
  assert tests.refused('select from public.brands', '42501'), 'anon reads';
  perform tests.become_nobody();
  assert tests.sees('select from public.brands', 0), 'nobody reads';
  perform tests.reset();
end $$;
