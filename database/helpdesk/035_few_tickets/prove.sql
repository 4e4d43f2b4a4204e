-- Nobody misses a row by the short way; who sees everything is not slowed by looking.
select tests.help_desk();
do $$
declare
  person text;
  named boolean;
begin
  foreach person in array array['owner', 'agent', 'creative', 'finance', 'customer', 'colleague', 'stranger'] loop
    perform tests.reset();
    perform tests.act(person);
    named := atrium.narrow('tickets');
    assert named = (person not in ('owner', 'stranger')), person || ': ' || named;
    assert not exists (select from public.tickets t where t.id <> all (atrium.few_ids())), person || ' misses a ticket';
    call atrium.read_newest('messages');
    assert named = (atrium.few_ids() is not null), person || ' has other messages than tickets';
    assert not exists (select from public.messages m where m.id <> all (atrium.few_ids())), person || ' misses one';
    assert not atrium.narrow('clients') and atrium.few_ids() is null, 'the messages'' ids are left';
  end loop;
  perform tests.become_anon();
  assert tests.refused('select atrium.narrow_tickets()', '42501'), 'anon asks';
  assert tests.refused('select atrium.few_ids()', '42501'), 'anon asks what was found';
end $$;
