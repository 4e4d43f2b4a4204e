drop function atrium.unlink_identity(uuid, uuid, uuid, interval);
create or replace function atrium.exchange_code(code_hash text, verifier text, token_hash text, agent text,
  address text) returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  flow jsonb := atrium.use_flow(code_hash, verifier);
begin
  return case when flow ? 'error' then flow
    else atrium.open_session((flow ->> 'person')::uuid, token_hash, flow ->> 'method', agent, address) end;
end
$$;
comment on function atrium.exchange_code(text, text, text, text, text) is
  'Opens the session that a code stands for, for the client that began the flow; {"error": code} otherwise.';
drop function atrium.link_by_provider(uuid, uuid, text, jsonb, uuid, text);
drop function atrium.link_identity(uuid, uuid, text, jsonb);
drop function atrium.may_change_identities(uuid, uuid, interval);
