-- At most one active cartridge a person and type, and none without a person.
select tests.two_agencies();
do $$
declare
  t text;
begin
  foreach t in array array['style_cartridges', 'preference_cartridges'] loop
    assert (select relrowsecurity and relforcerowsecurity from pg_class where oid = ('public.' || t)::regclass),
      t || ' is not forced';
    assert tests.works(format('insert into public.%I (user_id, name) values (tests.id(''pm''), ''One'')', t));
    assert tests.works(format('insert into public.%I (user_id, name) values (tests.id(''pm''), ''Two'')', t));
    assert tests.works(format('insert into public.%I (user_id, name) values (tests.id(''owner''), ''Other'')', t));
    assert tests.sees(format('select from public.%I where user_id = tests.id(''pm'') and is_active
      and name = ''Two''', t), 1);
    assert tests.sees(format('select from public.%I where is_active
      and user_id in (tests.id(''pm''), tests.id(''owner''))', t), 2);
    assert tests.works(format('update public.%I set is_active = true where user_id = tests.id(''pm'')
      and name = ''One''', t));
    assert tests.sees(format('select from public.%I where user_id = tests.id(''pm'') and is_active
      and name = ''Two''', t), 0);
    assert tests.refused(format('update public.%I set user_id = tests.id(''admin'') where name = ''One''', t), 'ATIMM');
    assert tests.refused(format('insert into public.%I (user_id, name) values (null, ''x'')', t), '23502');
    assert tests.refused(format('insert into public.%I (user_id, name) values (tests.id(''pm''), '' '')', t), '23514');
  end loop;
end $$;
