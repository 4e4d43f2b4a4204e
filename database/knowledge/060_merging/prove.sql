-- Staff preview their own prompt; contact users don't read the agency's profiles that way; nobody gets nothing.
select tests.two_agencies();
insert into public.agency_cartridges (agency_id, type, name, is_default, data) values
  (tests.id('b'), 'style', 'Far', true, '{"tone": "far"}');
do $$
begin
  assert tests.may_do('select public.preview_prompt()', 'owner', 'member');
  assert tests.may_not('select public.merge_cartridges()', 'customer');
  assert tests.may_not('select public.preview_prompt()', 'customer');
  perform tests.act('owner');
  assert atrium.merged_cartridges(tests.id('b'), tests.id('stranger')) #>> '{style,tone}' <> 'far', 'another agency''s';
  perform tests.become_nobody();
  assert tests.refused('select public.merge_cartridges()', 'ATNOM'), 'nobody asks';
  perform tests.become_anon();
  assert tests.refused('select public.merge_cartridges()', '42501'), 'anon asks';
  perform tests.reset();
end $$;
