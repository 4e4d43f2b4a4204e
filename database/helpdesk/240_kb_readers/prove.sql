-- Votes and counts are the staff's to read, and nobody's to write.
select tests.help_center();
insert into public.kb_article_votes (agency_id, article_id, voter_id, helpful) values
  (tests.id('a'), tests.id('k_public'), tests.id('pm'), true),
  (tests.id('b'), tests.id('k_foreign'), tests.id('stranger'), true);
do $$
begin
  assert tests.may_do($x$select from public.kb_article_votes$x$, 'member', 'stranger');
  assert tests.may_not($x$select from public.kb_article_votes$x$, 'customer');
  assert tests.may_not($x$select from public.kb_article_votes where article_id = tests.id('k_foreign')$x$, 'owner');
  assert tests.may_not($x$insert into public.kb_article_votes (agency_id, article_id, voter_id, helpful)
    values (tests.id('a'), tests.id('k_draft'), tests.id('pm'), true)$x$, 'owner');
  assert tests.may_not('update public.kb_article_votes set helpful = false', 'owner');
  assert tests.may_not('select from public.kb_article_stats()', 'customer');
  assert tests.may_not($x$select public.record_article_view(tests.id('k_foreign'))$x$, 'owner', 'customer');
  perform tests.become_anon();
  assert tests.refused('select from public.kb_article_votes', '42501'), 'anon reads votes';
  assert tests.refused($x$select public.vote_article(tests.id('k_public'), true)$x$, '42501'), 'anon votes by key';
  perform tests.reset();
end $$;
