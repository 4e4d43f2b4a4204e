-- What must hold for scores: the factors add up, words count whole, the bands begin where they say.
select tests.desk();
insert into public.lead_keywords (agency_id, word, kind) values
  (tests.id('a'), 'Implant', 'high'), (tests.id('a'), 'whitening', 'medium');
do $$
declare
  factors jsonb := atrium.lead_factors(tests.id('a'), 'An IMPLANT, as soon as possible! Maybe whitening.', 'positive');
begin
  assert (select array_agg(f ->> 'factor' order by n) = array['start', 'high value', 'interest', 'mood', 'urgency']
    from jsonb_array_elements(factors) with ordinality e (f, n)), 'other factors';
  assert atrium.lead_points(factors) = 100, 'more than all';
  assert atrium.lead_points(atrium.lead_factors(tests.id('b'), 'Implants, not sure', 'negative')) = 20,
    'other agencies'' words count, or hesitation doesn''t';
  assert atrium.lead_points(atrium.lead_factors(tests.id('a'), 'implants', null)) = 50, 'half a word counts';
  assert (select array_agg(atrium.lead_band(s)) = array['cold', 'warm', 'warm', 'hot']
    from unnest(array[39, 40, 69, 70]) s), 'other bands';
  assert tests.refused($x$insert into public.lead_keywords (agency_id, word, kind)
    values (tests.id('a'), 'implant', 'medium')$x$, '23505'), 'one word twice';
end $$;
