-- Who reads and writes brands.
select tests.studio();
do $$
declare
  writers text[] := array['owner', 'admin', 'leadership', 'account'];
  readers text[] := array['finance', 'pm', 'creative', 'agent'];
  narrow text[] := array['member', 'writer', 'customer'];
  anyone text[] := writers || readers || narrow;
begin
  assert tests.may_do($x$select from public.brands where id = tests.id('brand2')$x$, variadic writers || readers);
  assert tests.may_do($x$select from public.brands where id = tests.id('brand1')$x$, variadic narrow);
  assert tests.may_not($x$select from public.brands where id = tests.id('brand2')$x$, variadic narrow
    || array['stranger']);
  assert tests.may_not($x$select from public.brands where id = tests.id('brandb')$x$, variadic anyone);

  assert tests.may_do($x$insert into public.brands (client_id, brand_name) values (tests.id('a1'), 'New')$x$,
    variadic writers);
  assert tests.may_not($x$insert into public.brands (client_id, brand_name) values (tests.id('a1'), 'New')$x$,
    variadic readers || narrow || array['stranger']);
  assert tests.may_not($x$insert into public.brands (client_id, brand_name) values (tests.id('b1'), 'New')$x$,
    variadic anyone);
  assert tests.may_not($x$insert into public.brands (agency_id, client_id, brand_name)
    values (tests.id('b'), tests.id('b1'), 'New')$x$, variadic anyone);
  assert tests.may_do($x$update public.brands set tagline = 'x' where id = tests.id('brand1')$x$, variadic writers);
  assert tests.may_not($x$update public.brands set tagline = 'x' where id = tests.id('brand1')$x$,
    variadic readers || narrow || array['stranger']);
  assert tests.may_not($x$update public.brands set client_id = tests.id('a2') where id = tests.id('brand1')$x$,
    variadic anyone);
  assert tests.may_not($x$update public.brands set agency_id = tests.id('b') where id = tests.id('brand1')$x$,
    variadic anyone);
  assert tests.may_do($x$delete from public.brands where id = tests.id('brand1')$x$, 'owner', 'leadership');
  assert tests.may_not($x$delete from public.brands where id = tests.id('brand1')$x$,
    variadic readers || narrow || array['admin', 'account', 'stranger']);
  perform tests.become_anon();
  assert tests.refused('select from public.brands', '42501'), 'anon reads';
  perform tests.become_nobody();
  assert tests.sees('select from public.brands', 0), 'nobody reads';
  perform tests.reset();
end $$;
