-- The queue is the server's: no caller looks into it or claims from it.
select tests.two_agencies();
do $$
declare
  who text;
begin
  foreach who in array array['owner', 'customer'] loop
    perform tests.act(who);
    assert tests.refused('select from atrium.embedding_jobs', '42501'), who;
    assert tests.refused('select from atrium.embeddable', '42501'), who;
    assert tests.refused('select from atrium.claim_embedding()', '42501'), who;
  end loop;
  perform tests.reset();
  set local role service_role;
  assert tests.sees('select from atrium.claim_embedding()', 0), 'the server can''t claim';
  assert tests.refused('select from atrium.embedding_jobs', '42501'), 'the server goes round the functions';
  set local role none;
end $$;
