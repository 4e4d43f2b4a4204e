-- Who reads and writes phases, and that their cost is null for everybody but owner, finance and leadership.
select tests.studio();
do $$
declare
  staff text[] := array['owner', 'admin', 'leadership', 'finance', 'pm', 'account', 'creative', 'agent'];
  narrow text[] := array['member', 'writer', 'customer'];
  leads text[] := array['owner', 'leadership', 'pm', 'account'];
  others text[] := array['admin', 'finance', 'creative', 'agent', 'member', 'writer', 'customer', 'stranger'];
  money text[] := array['owner', 'finance', 'leadership'];
  person text;
begin
  assert tests.may_do($x$select from public.campaign_phases where id = tests.id('p2')$x$, variadic staff);
  assert tests.may_do($x$select from public.campaign_phases where id = tests.id('p1')$x$, variadic narrow);
  assert tests.may_not($x$select from public.campaign_phases where id = tests.id('p2')$x$,
    variadic narrow || array['stranger']);
  assert tests.may_not($x$select from public.campaign_phases where id = tests.id('pb')$x$, variadic staff || narrow);
  assert tests.may_do($x$insert into public.campaign_phases (campaign_id, phase_name, phase_order)
    values (tests.id('c1'), 'x', 5)$x$, variadic leads);
  assert tests.may_not($x$insert into public.campaign_phases (campaign_id, phase_name, phase_order)
    values (tests.id('c1'), 'x', 5)$x$, variadic others);
  assert tests.may_not($x$insert into public.campaign_phases (campaign_id, phase_name, phase_order)
    values (tests.id('c2'), 'x', 5)$x$, 'pm', 'account');
  assert tests.may_not($x$insert into public.campaign_phases (campaign_id, phase_name, phase_order)
    values (tests.id('cb'), 'x', 5)$x$, variadic leads);
  assert tests.may_do($x$update public.campaign_phases set planned_hours = 8 where id = tests.id('p1')$x$,
    variadic leads);
  assert tests.may_not($x$update public.campaign_phases set planned_hours = 8 where id = tests.id('p1')$x$,
    variadic others);
  assert tests.may_not($x$update public.campaign_phases set planned_hours = 8 where id = tests.id('p2')$x$, 'pm',
    'account');
  assert tests.may_not($x$update public.campaign_phases set campaign_id = tests.id('c2') where id = tests.id('p1')$x$,
    variadic leads);
  assert tests.may_do($x$delete from public.campaign_phases where id = tests.id('p1')$x$, 'owner', 'leadership', 'pm');
  assert tests.may_not($x$delete from public.campaign_phases where id = tests.id('p1')$x$,
    variadic others || array['account']);

  assert tests.may_do($x$select from public.phase_costs where phase_id = tests.id('p1')$x$, variadic money);
  assert tests.may_not($x$select from public.phase_costs where phase_id = tests.id('p1')$x$,
    variadic array_remove(others, 'finance') || array['pm',
    'account']);
  assert tests.may_do($x$update public.phase_costs set phase_actual_cost = 1
    where phase_id = tests.id('p1')$x$, 'owner', 'finance');
  assert tests.may_not($x$update public.phase_costs set phase_actual_cost = 1
    where phase_id = tests.id('p1')$x$,
    variadic array_remove(others, 'finance') || array['pm', 'account', 'leadership']);
  assert tests.may_not($x$update public.phase_costs set phase_actual_cost = 1 where phase_id = tests.id('pb')$x$,
    variadic money);
  assert tests.may_do($x$insert into public.phase_costs (phase_id, campaign_id, phase_actual_cost)
    values (tests.id('p2'), tests.id('c2'), 1)$x$, 'owner', 'finance');
  assert tests.may_not($x$insert into public.phase_costs (phase_id, campaign_id, phase_actual_cost)
    values (tests.id('p2'), tests.id('c2'), 1)$x$, variadic array_remove(others, 'finance') || array['pm', 'account',
      'leadership']);
  assert tests.may_not('delete from public.phase_costs', variadic staff || narrow);

  foreach person in array staff || narrow loop
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
