-- The trigger that looks whether a row is there speaks before any other that could tell.
do $$ begin
  assert not exists (
    select from pg_trigger first join pg_trigger other on other.tgrelid = first.tgrelid
    where first.tgfoid = 'atrium.reached()'::regprocedure and not other.tgisinternal
      and other.tgname < first.tgname and other.tgtype & 2 = 2 and other.tgtype & 4 = 4
      and other.tgfoid <> 'atrium.by_function()'::regprocedure), 'another trigger speaks first';
  assert (select tgtype & 2 = 2 from pg_trigger where tgname = 'tickets_same_agency_contact'
    and tgrelid = 'public.tickets'::regclass), 'the key speaks before the trigger';
end $$;
