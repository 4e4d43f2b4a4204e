-- At most one active cartridge a person and type, and none without a person.
select tests.two_agencies();
do $$ begin
  assert tests.one_active('public.instruction_cartridges') and tests.one_active('public.brand_cartridges');
end $$;
