-- Nobody, signed in or not, sees an agency without a membership in it, makes one or deletes one.
insert into public.agencies (name, slug) values ('Prove', 'prove-agency');
do $$
begin
  perform tests.become_nobody();
  assert tests.sees('select 1 from public.agencies', 0), 'a person without an agency sees one';
  assert tests.refused('update public.agencies set name = ''taken''', null), 'a stranger renames an agency';
  assert tests.refused('insert into public.agencies (name, slug) values (''mine'', ''mine'')', '42501'),
    'a direct insert';
  assert tests.refused('delete from public.agencies', '42501'), 'a direct delete';
  assert tests.refused('truncate public.agencies', '42501'), 'truncate';
  perform tests.become_anon();
  assert tests.refused('select 1 from public.agencies', '42501'), 'anon reads agencies';
  perform tests.reset();
end $$;
