-- Each has his own; not even the owner of the agency reads another's.
select tests.two_agencies();
insert into public.style_cartridges (user_id, name) values (tests.id('pm'), 'Secret');
insert into public.preference_cartridges (user_id, name) values (tests.id('pm'), 'Secret');
do $$
declare
  t text;
  everybody text[] := array['owner', 'admin', 'leadership', 'finance', 'account', 'creative', 'agent', 'member',
    'customer',
    'stranger'];
begin
  foreach t in array array['style_cartridges', 'preference_cartridges'] loop
    assert tests.may_do(format('select from public.%I where name = ''Secret''', t), 'pm');
    assert tests.may_do(format('update public.%I set name = ''x'' where name = ''Secret''', t), 'pm');
    assert tests.may_do(format('delete from public.%I where name = ''Secret''', t), 'pm');
    assert tests.may_do(format('insert into public.%I (name) values (''Own'')', t), variadic everybody || array['pm']);
    assert tests.may_not(format('select from public.%I', t), variadic everybody);
    assert tests.may_not(format('update public.%I set name = ''x''', t), variadic everybody);
    assert tests.may_not(format('delete from public.%I', t), variadic everybody);
    assert tests.may_not(format('insert into public.%I (user_id, name) values (tests.id(''pm''), ''Smuggled'')', t),
      variadic everybody);
    assert tests.may_not(format('update public.%I set user_id = tests.id(''owner'')', t), 'pm');
    perform tests.become_anon();
    assert tests.refused(format('select from public.%I', t), '42501'), 'anon reads';
    perform tests.become_nobody();
    assert tests.sees(format('select from public.%I', t), 0);
    perform tests.reset();
  end loop;
end $$;
