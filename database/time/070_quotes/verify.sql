-- What must hold for quotes: of the client of the campaign, states by functions, no cost where others read.
select tests.studio();
do $$ begin
  insert into public.project_quotes (id, agency_id, client_id, quote_name) values
    (tests.named('q1', gen_random_uuid()), tests.id('a'), tests.id('a1'), 'Summer film'),
    (tests.named('q2', gen_random_uuid()), tests.id('a'), tests.id('a1'), 'Summer film');
  assert (select relrowsecurity and relforcerowsecurity from pg_class where oid = 'public.project_quotes'::regclass),
    'not forced';
  assert (select quote_code from public.project_quotes where id = tests.id('q1')) = 'SUMMER-FILM', 'no code';
  assert (select quote_code from public.project_quotes where id = tests.id('q2')) like 'SUMMER-FILM-%', 'a code twice';
  assert tests.refused($x$update public.campaigns set procure_quote_id = tests.id('q1')
    where id = tests.id('c2')$x$, '23503'), 'a quote of another client';
  update public.campaigns set procure_quote_id = tests.id('q1') where id = tests.id('c1');
  perform tests.act('pm');
  assert tests.sees('select * from atrium.my_quotes()', 1), 'the team does not work on it';
  perform tests.reset();
  delete from public.project_quotes where id = tests.id('q1');
  assert (select procure_quote_id is null and client_id is not null from public.campaigns
    where id = tests.id('c1')), 'the campaign went with its quote';
  assert tests.refused($x$update public.project_quotes set status = 'approved'$x$, '23514'), 'approved by nobody';
  assert tests.refused($x$update public.project_quotes set client_id = tests.id('a2')$x$, 'ATIMM'), 'another client';
  assert not exists (select from pg_attribute where attrelid = 'public.project_quotes'::regclass
    and attname ~ 'cost|margin' and attnum > 0), 'a cost stands where others read';
end $$;
