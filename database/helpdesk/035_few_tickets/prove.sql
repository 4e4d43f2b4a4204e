-- A list has the same rows for everybody, however it is found; who sees everything is not slowed by looking.
select tests.help_desk();
do $$
declare
  person text;
  named boolean;
begin
  foreach person in array array['owner', 'agent', 'creative', 'finance', 'customer', 'colleague', 'stranger'] loop
    perform tests.reset();
    perform set_config('atrium.few_tickets', '', true);
    perform tests.act(person);
    named := atrium.narrow_messages();
    assert named = (person not in ('owner', 'stranger')), person || ': ' || named;
    assert not exists (select from public.tickets t where not atrium.listed(t)), person || ' misses a ticket';
    assert not exists (select from public.messages m where not atrium.listed(m)), person || ' misses a message';
  end loop;
  perform tests.become_anon();
  assert tests.refused('select atrium.narrow_tickets()', '42501'), 'anon asks';
end $$;
