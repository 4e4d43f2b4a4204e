-- A schema that stands first on the caller's path, with a function named as one that ours call, is not asked.
select tests.two_agencies();
create schema decoys;
grant usage on schema decoys to public;
create function decoys.format(text, text) returns text language sql as $$ select 'a decoy' $$;
select tests.act('finance');
set local search_path = decoys, pg_catalog, public;
do $$
declare
  told text;
begin
  assert format('%s', 'x'::text) = 'a decoy', 'the decoy does not stand first';
  perform atrium.check_client(tests.id('a1'), 'clients:delete');
  raise exception 'finance may delete clients';
exception when sqlstate 'ATNOM' then
  get stacked diagnostics told = message_text;
  assert told like '%clients:delete%', 'a function of ours asked the decoy: ' || told;
end $$;
