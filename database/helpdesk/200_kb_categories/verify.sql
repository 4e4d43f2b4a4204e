-- A tree without cycles, where nothing is more open than what it stands in.
select tests.help_center();
do $$
begin
  assert (select relrowsecurity and relforcerowsecurity from pg_class where oid = 'public.kb_categories'::regclass),
    'not forced';
  assert atrium.slug_of('  Über Größe & Café’s Ærø! ', 'x') = 'uber-grosse-cafe-s-aero', 'a slug';
  assert atrium.slug_of('日本語', 'category') = 'category', 'a title without letters';
  insert into public.kb_categories (id, agency_id, name, parent_id) values
    (tests.named('k2', gen_random_uuid()), tests.id('a'), 'Start', tests.id('shelf')),
    (tests.named('k3', gen_random_uuid()), tests.id('a'), 'Start', tests.id('k2'));
  assert (select count(distinct slug) = 2 from public.kb_categories where name = 'Start'), 'two of one address';
  assert tests.refused($x$update public.kb_categories set parent_id = id where id = tests.id('k2')$x$, 'ATVAL'),
    'its own parent';
  assert tests.refused($x$update public.kb_categories set parent_id = tests.id('k3') where id = tests.id('shelf')$x$,
    'ATVAL'), 'a cycle';
  assert tests.refused($x$update public.kb_categories set parent_id = tests.id('far_shelf')
    where id = tests.id('k3')$x$, '23503'), 'a parent of another agency';
  assert tests.refused($x$insert into public.kb_categories (agency_id, name, parent_id)
    values (tests.id('a'), 'Start', tests.id('shelf'))$x$, '23505'), 'a name twice among siblings';
  assert tests.refused($x$insert into public.kb_categories (agency_id, name, parent_id)
    values (tests.id('a'), 'Open', tests.id('back_room'))$x$, 'ATVAL'), 'open in a closed one';
  assert tests.refused($x$update public.kb_categories set visibility = 'internal' where id = tests.id('shelf')$x$,
    'ATSTA'), 'closed over an open one';
  assert tests.refused($x$delete from public.kb_categories where id = tests.id('shelf')$x$, '23503'),
    'a full category goes';
  for level in 4..5 loop
    insert into public.kb_categories (id, agency_id, name, parent_id) values
      (tests.named('k' || level, gen_random_uuid()), tests.id('a'), 'Deep', tests.id('k' || level - 1));
  end loop;
  assert tests.refused($x$insert into public.kb_categories (agency_id, name, parent_id)
    values (tests.id('a'), 'Deeper', tests.id('k5'))$x$, 'ATVAL'), 'six deep';
  insert into public.kb_categories (id, agency_id, name) values (tests.named('kx', gen_random_uuid()), tests.id('a'),
    'Top');
  assert tests.refused($x$update public.kb_categories set parent_id = tests.id('kx') where id = tests.id('shelf')$x$,
    'ATVAL'), 'six deep by a move';
  assert tests.works($x$update public.kb_categories set parent_id = tests.id('kx') where id = tests.id('k3')$x$),
    'a move';
  delete from public.agencies where id = tests.id('b');
end $$;
