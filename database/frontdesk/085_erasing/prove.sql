-- Owner and admin erase, export and read receipts, of the own agency only.
select tests.desk();
do $$
begin
  assert tests.may_do($x$select public.erase_contact(tests.id('ada'))$x$, 'owner', 'admin');
  assert tests.may_not($x$select public.erase_contact(tests.id('ada'))$x$, 'leadership', 'agent', 'stranger');
  assert tests.may_not($x$select public.erase_contact(tests.id('far'))$x$, 'owner');
  assert tests.may_not($x$select public.export_contact(tests.id('ada'))$x$, 'agent', 'stranger');
  perform tests.act('owner');
  perform public.erase_contact(tests.id('ada'));
  assert tests.may_do('select from public.contact_erasures', 'admin');
  assert tests.may_not('select from public.contact_erasures', 'leadership', 'stranger');
  assert tests.may_not('select atrium.erase_due_contacts()', 'owner');
  perform tests.become_anon();
  assert tests.refused($x$select public.erase_contact(tests.id('ben'))$x$, '42501'), 'anon erases';
  perform tests.reset();
end $$;
