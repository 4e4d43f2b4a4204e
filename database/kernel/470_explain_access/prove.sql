-- Owners and admins ask about their own people, and of foreign and hidden rows learn nothing.
select tests.two_agencies();
select tests.named('secret', gen_random_uuid());
insert into public.ai_conversations (id, agency_id, user_id, user_role)
values (tests.id('secret'), tests.id('a'), tests.id('pm'), 'pm');
do $$
declare
  foreign_row jsonb;
  hidden_row jsonb;
  no_row jsonb;
begin
  assert tests.may_do($x$ select public.explain_access(tests.id('pm'), 'clients', tests.id('a1')::text) $x$,
    'owner', 'admin');
  assert tests.refused_to($x$ select public.explain_access(tests.id('pm'), 'clients', tests.id('a1')::text) $x$,
    'ATNOM', 'leadership', 'pm', 'member', 'customer');
  assert tests.refused_to($x$ select public.explain_access(tests.id('pm'), 'clients', tests.id('a1')::text) $x$,
    'ATNOF', 'stranger');
  assert tests.refused_to($x$ select public.explain_access(tests.id('pm'), 'pg_class', '1') $x$, 'ATVAL', 'owner');
  assert tests.refused_to($x$ select atrium.explain(tests.id('pm'), tests.id('a'), 'public.clients', '1', 'select') $x$,
    '42501', 'owner');
  assert tests.refused_to($x$ select atrium.row_to_explain('public.clients', tests.id('b1')::text) $x$,
    '42501', 'owner');

  perform tests.act('admin');
  foreign_row := public.explain_access(tests.id('pm'), 'clients', tests.id('b1')::text, 'update') - 'id';
  no_row := public.explain_access(tests.id('pm'), 'clients', gen_random_uuid()::text, 'update') - 'id';
  assert foreign_row = no_row, 'a foreign row is answered otherwise than none';
  hidden_row := public.explain_access(tests.id('finance'), 'ai_conversations', tests.id('secret')::text) - 'id';
  no_row := public.explain_access(tests.id('finance'), 'ai_conversations', gen_random_uuid()::text) - 'id';
  assert hidden_row = no_row, 'a row that neither may see is answered otherwise than none';
  assert (public.explain_access(tests.id('pm'), 'ai_conversations', tests.id('secret')::text) ->> 'allowed')::boolean,
    'its own is not allowed';
  assert atrium.current_user_id() = tests.id('admin'), 'the context was not given back';
end $$;
