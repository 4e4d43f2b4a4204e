-- The first answer is given again, to the same request only, for a day only.
select tests.two_agencies();
do $$
declare
  one bytea := sha256('one');
begin
  perform tests.act('owner');
  assert not exists (select from atrium.kept_answer('k', one)), 'an answer from nowhere';
  perform atrium.claim_answer('k', one);
  assert not exists (select from atrium.kept_answer('k', one)), 'answered before it is done';
  perform atrium.keep_answer('k', 201, '{"Location": "/x"}', 'made'::bytea);
  assert (select status = 201 and headers ->> 'Location' = '/x' and body = 'made' from atrium.kept_answer('k', one)),
    'not the answer that was kept';
  assert tests.refused('select atrium.kept_answer(''k'', sha256(''two''))', 'ATKEY'), 'another request''s answer';
  assert tests.refused('select atrium.claim_answer(''k'', sha256(''one''))', 'ATBUS'), 'claimed twice';
  perform tests.reset();
  update atrium.kept_answers set created_at = now() - interval '25 hours';
  perform tests.act('owner');
  assert not exists (select from atrium.kept_answer('k', sha256('two'))), 'kept for more than a day';
  perform atrium.claim_answer('k', sha256('two'));
  perform tests.reset();
  assert (select count(*) = 1 and bool_and(status is null) from atrium.kept_answers), 'the old answer stays';
end $$;
