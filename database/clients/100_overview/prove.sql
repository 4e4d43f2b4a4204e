-- Each sees his clients in the view, and no figure of a table closed to him.
select tests.two_agencies();
insert into public.alerts (client_id, title) values (tests.id('a1'), 'x');
insert into public.communications (client_id, type, subject) values (tests.id('a1'), 'note', 'secret');
do $$
begin
  perform tests.act('owner');
  assert tests.sees('select from public.client_overview', 2), 'the owner does not see both';
  perform tests.act('stranger');
  assert tests.sees('select from public.client_overview', 1), 'another agency is in the view';
  perform tests.act('member');
  assert tests.sees('select from public.client_overview', 1), 'a member sees others than his own';
  perform tests.act('customer');
  assert (select count(*) = 1 and bool_and(open_alerts is null and last_communication_at is null)
    from public.client_overview),
    'a contact user counts alerts or notes';
  perform tests.become_anon();
  assert tests.refused('select from public.client_overview', '42501'), 'anon reads the view';
  perform tests.become_nobody();
  assert tests.sees('select from public.client_overview', 0), 'nobody reads the view';
end $$;
