-- Rules of one's own hold, and can't fill the prompt without end.
select tests.two_agencies();
do $$ begin
  perform tests.act('agent');
  insert into public.instruction_cartridges (name, extracted_knowledge)
  values ('Mine', '{"guidelines": ["Be brief."]}');
  assert tests.refused($x$update public.instruction_cartridges
    set extracted_knowledge = jsonb_build_object('guidelines', repeat('x', 200000))$x$, '23514');
end $$;
