-- People at the desk to try the front desk's changes on, and its rows for the checks of populated databases.

create function tests.desk() returns void language plpgsql as $$
begin
  perform tests.two_agencies();
  insert into public.contacts (id, agency_id, name, phone, email, lead_score) values
    (tests.named('ada', gen_random_uuid()), tests.id('a'), 'Ada', '+49 30 1000001', 'ada@example.test', 'hot'),
    (tests.named('ben', gen_random_uuid()), tests.id('a'), 'Ben', '+49 30 1000002', null, 'cold'),
    (tests.named('far', gen_random_uuid()), tests.id('b'), 'Far', '+49 30 1000009', 'far@example.test', 'warm');
end $$;
comment on function tests.desk() is 'tests.two_agencies with contacts: ada and ben of agency a, far of agency b.';

create function tests.populate_frontdesk() returns void language plpgsql as $$
declare
  agency uuid;
  -- the sample that others try to insert again is the row with the greatest id
  sample uuid;
  other uuid;
begin
  if to_regclass('public.contacts') is null then
    return;
  end if;
  for agency in select a.id from public.agencies a where a.name in ('Alder', 'Birch') loop
    sample := overlay(gen_random_uuid()::text placing 'ffffffff' from 1)::uuid;
    other := overlay(gen_random_uuid()::text placing '00000000' from 1)::uuid;
    insert into public.contacts (id, agency_id, name, phone) values
      (sample, agency, 'Sample', '+49301111111'), (other, agency, 'Other', '+49302222222');
  end loop;
end $$;
comment on function tests.populate_frontdesk() is 'Rows in every table of the front desk, for Alder and Birch.';
