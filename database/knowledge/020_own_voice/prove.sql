-- Each has his own; not even the owner of the agency reads another's.
select tests.two_agencies();
do $$ begin
  assert tests.own_rows('public.style_cartridges') and tests.own_rows('public.preference_cartridges');
end $$;
