-- To an agency that knows the id of another's client, ticket or contact it is as if they were not there.
select tests.help_desk();
do $$
declare
  said text[] := '{}';
  statement text;
  named uuid;
begin
  perform tests.act('stranger');
  foreach statement in array array[
    'insert into public.tickets (client_id, title) values (%L, ''x'')',
    'insert into public.ticket_followers (ticket_id, user_id) values (%L, auth.uid())'] loop
    said := '{}';
    foreach named in array array[tests.id('a1'), tests.id('mine'), gen_random_uuid()] loop
      begin
        execute format(statement, named);
        said := said || 'let in'::text;
      exception when others then
        said := said || (sqlstate || sqlerrm);
      end;
    end loop;
    assert cardinality(array(select distinct unnest(said))) = 1 and said[1] <> 'let in', array_to_string(said, ' | ');
  end loop;
end $$;
