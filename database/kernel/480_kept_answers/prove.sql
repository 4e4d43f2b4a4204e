-- Nobody reads what is kept but by their own key; the same key of somebody else is another.
select tests.two_agencies();
do $$
declare
  attack record;
begin
  perform tests.act('owner');
  perform atrium.claim_answer('k', sha256('one'));
  perform atrium.keep_answer('k', 200, '{}', 'secret'::bytea);
  perform tests.act('admin');
  assert not exists (select from atrium.kept_answer('k', sha256('one'))), 'a colleague''s answer';
  perform tests.act('stranger');
  assert not exists (select from atrium.kept_answer('k', sha256('one'))), 'another agency''s answer';
  perform tests.reset();
  for attack in
    select r, p from unnest(array['anon', 'authenticated', 'service_role', 'atrium_gateway', 'atrium_auth']) as r,
      unnest(array['select', 'insert', 'update', 'delete', 'truncate']) as p
  loop
    assert not has_table_privilege(attack.r, 'atrium.kept_answers', attack.p),
      format('%s may %s what is kept', attack.r, attack.p);
  end loop;
  assert not has_function_privilege('anon', 'atrium.kept_answer(text, bytea)', 'execute'), 'anon has no answers';
end $$;
