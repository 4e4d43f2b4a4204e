-- Who reads and writes phases, and that their cost is null for everybody but owner, finance and leadership.
select tests.studio();
do $$
declare
  leads text[] := array['owner', 'leadership', 'pm', 'account'];
  others text[] := array['admin', 'finance', 'creative', 'agent', 'writer', 'customer', 'stranger'];
  money text[] := array['owner', 'finance', 'leadership'];
  person text;
begin
  assert tests.reads('public.campaign_phases', 'p1 p2 pb',
    'owner admin leadership finance pm account creative agent: p1 p2', 'member writer customer: p1', 'stranger: pb');
  assert tests.may_do($x$insert into public.campaign_phases (campaign_id, phase_name, phase_order)
    values (tests.id('c1'), 'x', 5)$x$, variadic leads);
  assert tests.may_not($x$insert into public.campaign_phases (campaign_id, phase_name, phase_order)
    values (tests.id('c1'), 'x', 5)$x$, variadic others);
  assert tests.may_not($x$insert into public.campaign_phases (campaign_id, phase_name, phase_order)
    values (tests.id('c2'), 'x', 5)$x$, 'pm', 'account');
  assert tests.may_not($x$insert into public.campaign_phases (campaign_id, phase_name, phase_order)
    values (tests.id('cb'), 'x', 5)$x$, 'owner', 'pm');
  assert tests.may_do($x$update public.campaign_phases set planned_hours = 8 where id = tests.id('p1')$x$,
    variadic leads);
  assert tests.may_not($x$update public.campaign_phases set planned_hours = 8 where id = tests.id('p1')$x$,
    variadic others);
  assert tests.may_not($x$update public.campaign_phases set planned_hours = 8 where id = tests.id('p2')$x$, 'pm',
    'account');
  assert tests.may_not($x$update public.campaign_phases set campaign_id = tests.id('c2') where id = tests.id('p1')$x$,
    'owner', 'pm');
  assert tests.may_do($x$delete from public.campaign_phases where id = tests.id('p1')$x$, 'owner', 'leadership', 'pm');
  assert tests.may_not($x$delete from public.campaign_phases where id = tests.id('p1')$x$, 'account',
    'admin', 'finance', 'customer', 'stranger');

  assert tests.may_do($x$select from public.phase_costs where phase_id = tests.id('p1')$x$, variadic money);
  assert tests.may_not($x$select from public.phase_costs where phase_id = tests.id('p1')$x$,
    'pm', 'account', 'admin', 'creative', 'customer', 'stranger');
  assert tests.may_do($x$update public.phase_costs set phase_actual_cost = 1
    where phase_id = tests.id('p1')$x$, 'owner', 'finance');
  assert tests.may_not($x$update public.phase_costs set phase_actual_cost = 1
    where phase_id = tests.id('p1')$x$, 'leadership', 'pm', 'admin', 'customer', 'stranger');
  assert tests.may_not($x$update public.phase_costs set phase_actual_cost = 1 where phase_id = tests.id('pb')$x$,
    'owner', 'finance');
  assert tests.may_do($x$insert into public.phase_costs (phase_id, campaign_id, phase_actual_cost)
    values (tests.id('p2'), tests.id('c2'), 1)$x$, 'owner', 'finance');
  assert tests.may_not($x$insert into public.phase_costs (phase_id, campaign_id, phase_actual_cost)
    values (tests.id('p2'), tests.id('c2'), 1)$x$, 'leadership', 'pm', 'admin', 'customer');
  assert tests.may_not('delete from public.phase_costs', 'owner', 'finance', 'customer');

  foreach person in array leads || array['finance', 'admin', 'agent', 'member', 'customer'] loop
    perform tests.act(person);
    assert (select (phase_actual_cost is not null) = (person = any (money)) from public.v_campaign_phases
      where id = tests.id('p1')), format('%s and the cost', person);
    assert tests.sees($x$select from public.v_campaign_phases where id = tests.id('pb')$x$, 0), person;
  end loop;
  perform tests.become_anon();
  assert tests.refused('select from public.campaign_phases', '42501'), 'anon reads';
  perform tests.become_nobody();
  assert tests.sees('select from public.v_campaign_phases', 0), 'nobody reads';
  perform tests.reset();
end $$;
