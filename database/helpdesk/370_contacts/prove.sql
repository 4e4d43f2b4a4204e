-- Nobody moves or empties tickets by these: they are triggers, and a caller's own change of the contact is refused.
select tests.help_desk();
do $$
begin
  perform tests.act('agent');
  assert tests.refused($x$update public.tickets set contact_id = null where id = tests.id('mine')$x$, '42501'),
    'a ticket is taken from whoever asks';
  assert tests.refused('select atrium.follow_contact()', '42501')
    and tests.refused('select atrium.forget_asker()', '42501'), 'they are called';
  perform tests.reset();
end $$;
