-- Everybody writes their own rules, and nobody another's.
select tests.two_agencies();
insert into public.instruction_cartridges (id, user_id, name)
values ('00000000-0000-4000-8000-0000000000aa', tests.id('agent'), 'Agent''s');
do $$
declare
  attempt text := $x$update public.instruction_cartridges set extracted_knowledge = '{"guidelines": ["x"]}'
    where id = '00000000-0000-4000-8000-0000000000aa'$x$;
begin
  assert tests.may_do(attempt, 'agent');
  assert tests.may_not(attempt, 'owner', 'member', 'customer', 'stranger');
end $$;
