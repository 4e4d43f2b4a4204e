-- Lines go as their quote; costs are money.
select tests.studio();
do $$
declare
  line uuid := gen_random_uuid();
begin
  insert into public.project_quotes (id, agency_id, client_id, quote_name, created_by) values
    (tests.named('q', gen_random_uuid()), tests.id('a'), tests.id('a1'), 'Film', tests.id('account'));
  insert into public.quote_lines (id, agency_id, quote_id, role_name, quantity, client_rate)
  values (line, tests.id('a'), tests.id('q'), 'Writer', 1, 100);
  insert into public.quote_line_costs (agency_id, quote_line_id, cost_rate) values (tests.id('a'), line, 60);
  assert tests.may_do('select from public.quote_lines', 'owner', 'finance', 'leadership', 'account');
  assert tests.may_not('select from public.quote_lines', 'pm', 'admin', 'creative', 'customer', 'stranger');
  assert tests.may_do('update public.quote_lines set quantity = 2', 'account', 'finance');
  assert tests.may_not('update public.quote_lines set quantity = 2', 'leadership', 'pm', 'stranger');
  assert tests.may_not('select from public.quote_line_costs', 'account', 'pm', 'admin', 'creative', 'stranger');
  assert tests.may_do('select from public.v_quote_lines where margin_pct = 40', 'finance', 'leadership');
  assert tests.may_not('select from public.v_quote_lines where coalesce(margin_pct, cost_rate) is not null', 'account');
  update public.project_quotes set status = 'submitted', submitted_at = now();
  assert tests.may_not('update public.quote_lines set quantity = 2', 'account', 'finance', 'owner');
  assert tests.may_not('delete from public.quote_lines', 'account', 'owner');
  perform tests.become_anon();
  assert tests.refused('select from public.quote_lines', '42501'), 'anon reads';
  perform tests.become_nobody();
  assert tests.sees('select from public.quote_lines', 0), 'nobody reads';
  perform tests.reset();
end $$;
