-- One entry an operation, with what changed and no secret.
create table public.watched (id uuid primary key, agency_id uuid, title text, secret text);
create trigger watched_audit after insert or update or delete on public.watched
  for each row execute function atrium.audit('secret');
do $$
declare
  entry public.audit_logs;
  key uuid := gen_random_uuid();
begin
  perform set_config('atrium.request_id', 'verify-1', true);
  insert into public.watched values (key, key, 'one', 'hidden');
  select * into entry from public.audit_logs where record_id = key::text and action = 'insert';
  assert entry.new_values ->> 'title' = 'one' and entry.agency_id = key and entry.request_id = 'verify-1', 'insert';
  assert not entry.new_values ? 'secret', 'a secret is logged';

  update public.watched set title = 'one' where id = key;
  update public.watched set title = 'two', secret = 'other' where id = key;
  select * into strict entry from public.audit_logs where record_id = key::text and action = 'update';
  assert entry.old_values = '{"title": "one"}' and entry.new_values = '{"title": "two"}',
    'the difference is not the change';
  assert entry.changed_columns = array['secret', 'title'], 'a changed column is not named';

  delete from public.watched where id = key;
  select * into strict entry from public.audit_logs where record_id = key::text and action = 'delete';
  assert entry.old_values ->> 'title' = 'two' and entry.new_values is null, 'delete';
end $$;
