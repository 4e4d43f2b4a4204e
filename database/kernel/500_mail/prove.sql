-- Nobody but sign-in lays down, takes or reads mail, and sign-in itself not past the functions.
do $$
declare
  attack record;
begin
  for attack in
    select r, p from unnest(array['anon', 'authenticated', 'service_role', 'atrium_gateway', 'atrium_auth']) as r,
      unnest(array['select', 'insert', 'update', 'delete', 'truncate']) as p
  loop
    assert not has_table_privilege(attack.r, 'atrium.mails', attack.p), format('%s may %s mail', attack.r, attack.p);
  end loop;
  for attack in
    select r, f from unnest(array['anon', 'authenticated', 'service_role', 'atrium_gateway']) as r,
      unnest(array['atrium.queue_mail(text, text, jsonb, bytea)', 'atrium.take_mail()',
        'atrium.decide_mail(uuid, text, text)', 'atrium.finish_mail(uuid, text, text)']) as f
  loop
    assert not has_function_privilege(attack.r, attack.f, 'execute'), format('%s may call %s', attack.r, attack.f);
  end loop;
end $$;
