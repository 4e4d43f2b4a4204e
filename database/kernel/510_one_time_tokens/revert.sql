drop function atrium.exchange_code(text, text, text, text, text);
drop function atrium.use_flow(text, text);
drop function atrium.begin_flow(text, text);
drop function atrium.use_code(text[], text, text);
drop function atrium.use_token(text[], text);
drop function atrium.issue_token(uuid, text, text, jsonb, jsonb);
do $$ begin
  if pg_get_userbyid((select nspowner from pg_namespace where nspname = 'auth')) <> 'atrium_owner' then
    return;
  end if;
  drop index auth.one_time_tokens_relates_to_idx;
  alter table auth.one_time_tokens drop column code_hash, drop column attempts, drop column expires_at,
    drop column flow_state_id, drop column data;
  drop table auth.flow_state;
end $$;
