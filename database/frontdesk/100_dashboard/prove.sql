-- Figures are of the own agency, and of what the caller may see.
select tests.desk();
insert into public.calls (agency_id, phone_number) values (tests.id('b'), '+49301000009');
do $$
begin
  perform tests.act('owner');
  assert (select value = 0 from public.frontdesk_dashboard() where key = 'calls'), 'another agency''s calls count';
  assert tests.sees('select * from public.calls_by_day(7)', 7), 'no days';
  perform tests.act('customer');
  assert tests.sees('select * from public.lead_board()', 0) and tests.sees('select * from public.calls_by_day()', 0),
    'a contact user sees figures';
  perform tests.become_anon();
  assert tests.refused('select * from public.frontdesk_dashboard()', '42501'), 'anon sees figures';
  perform tests.reset();
end $$;
