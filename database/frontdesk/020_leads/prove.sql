-- The desk moves and judges leads; the leadership keeps the words.
select tests.desk();
do $$
begin
  assert tests.may_do($x$select public.set_lead_status(tests.id('ada'), 'qualified')$x$, 'owner', 'agent');
  assert tests.may_not($x$select public.set_lead_status(tests.id('ada'), 'lost')$x$, 'finance', 'member', 'stranger');
  assert tests.may_do($x$select public.score_contact(tests.id('ben'), 'urgent')$x$, 'account');
  assert tests.may_do($x$insert into public.lead_keywords (word, kind) values ('x', 'high')$x$, 'admin');
  assert tests.may_not($x$insert into public.lead_keywords (word, kind) values ('x', 'high')$x$, 'agent', 'customer');
  perform tests.act('agent');
  assert tests.sees($x$select * from public.search_contacts('300 100')$x$, 0), 'too few digits';
  assert tests.sees($x$select * from public.search_contacts('030 1000001')$x$, 1), 'not found by number';
  assert tests.sees($x$select * from public.search_contacts('far')$x$, 0), 'another agency''s is found';
  assert tests.refused($x$select public.set_lead_score(tests.id('ben'), 101)$x$, 'ATVAL'), 'more than 100';
  assert (select lead_score = 'hot' and score_factors -> 0 ->> 'reason' = 'Referred' from
    public.set_lead_score(tests.id('ben'), 75, 'Referred')), 'not set';
  perform tests.act('member');
  assert tests.sees($x$select * from public.search_contacts('ada')$x$, 0), 'a member finds leads';
  perform tests.become_anon();
  assert tests.refused($x$select * from public.search_contacts('ada')$x$, '42501'), 'anon searches';
  perform tests.reset();
end $$;
