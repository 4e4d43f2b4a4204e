create or replace function atrium.delete_factor(person uuid, factor uuid) returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  update auth.sessions s set aal = 'aal1', updated_at = clock_timestamp()
  where s.user_id = person and s.factor_id = factor;
  delete from auth.mfa_factors m where m.id = factor and m.user_id = person;
  if not found then
    return '{"error": "mfa_factor_not_found"}';
  end if;
  perform atrium.log_event('factor.removed', 'factors', factor::text, actor => person,
    agency => atrium.session_agency(null, person));
  return jsonb_build_object('id', factor);
end
$$;
comment on function atrium.delete_factor(uuid, uuid) is 'Removes a factor; sessions that showed it are of one factor.';

drop function atrium.pass_recovery_code(uuid, uuid, text, text, text);
drop function atrium.new_recovery_codes(uuid, uuid, text[]);
drop function atrium.own_recovery_codes(uuid, uuid);
drop function atrium.use_recovery_code(uuid, text);
drop function atrium.count_recovery_codes(uuid);
drop function atrium.put_recovery_codes(uuid, text[]);
drop table atrium.recovery_codes;
