-- Who may delete deletes, restores and merges, in the own agency only.
select tests.desk();
do $$
begin
  assert tests.may_do($x$select public.delete_contact(tests.id('ada'))$x$, 'account', 'admin');
  assert tests.may_not($x$select public.delete_contact(tests.id('ada'))$x$, 'agent', 'finance', 'member', 'stranger');
  assert tests.may_do($x$select public.merge_contacts(tests.id('ada'), tests.id('ben'))$x$, 'leadership');
  assert tests.may_not($x$select public.merge_contacts(tests.id('ada'), tests.id('ben'))$x$, 'agent', 'stranger');
  assert tests.may_not($x$select public.delete_contact(tests.id('far'))$x$, 'owner');
  update public.contacts set deleted_at = now(), deletion_reason = 'user_request', phone = null, email = null
  where id = tests.id('ben');
  assert tests.may_do($x$select from public.deleted_contacts()$x$, 'owner');
  assert tests.may_not($x$select from public.deleted_contacts()$x$, 'agent', 'stranger');
  assert tests.may_not($x$select public.restore_contact(tests.id('ben'))$x$, 'agent', 'stranger');
  perform tests.become_anon();
  assert tests.refused($x$select public.delete_contact(tests.id('ada'))$x$, '42501'), 'anon deletes';
  perform tests.reset();
end $$;
