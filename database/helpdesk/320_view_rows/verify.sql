-- A view finds what its filter says, in its order, page after page, and counts no further than 999.
select tests.help_desk();
do $$
begin
  assert (select array_agg(name order by position) from public.saved_views where agency_id = tests.id('a'))[3]
    = 'All open', 'no views to begin with';
  perform tests.field('order');
  update public.tickets set tags = '{vip}', custom = '{"order": "17"}' where id = tests.id('free');
  update public.tickets set is_spam = true where id = tests.id('theirs');
  perform tests.act('agent');
  assert (select array_agg(t.id) = array[tests.id('mine')] from public.view_tickets(
    (select id from public.saved_views where name = 'My open')) t), 'one''s own';
  assert (select array_agg(t.id) = array[tests.id('ours')] from public.view_tickets(
    (select id from public.saved_views where name = 'Unassigned in my teams')) t), 'one''s teams''';
  assert (select array_agg(t.id) = array[tests.id('free')] from public.view_tickets(filter =>
    '{"all": [{"field": "tags", "op": "has_all", "value": ["vip"]}, {"field": "custom.order", "op": "in",
      "value": "17"}, {"not": {"field": "created_at", "op": "before", "value": "-1d"}}]}') t), 'by tag and field';
  perform tests.act('pm');
  assert (select count(*) = 3 from public.view_tickets()), 'spam is shown';
  assert (select array_agg(t.id) = array[tests.id('theirs')] from public.view_tickets(filter =>
    '{"field": "spam", "op": "is", "value": true}') t), 'spam is asked for';
  assert (select array_agg(t.number order by t.number) = array_agg(t.number) from public.view_tickets(sort_by =>
    'number', descending => false, max_rows => 2) t), 'an order';
  assert (select count(*) = 1 from public.view_tickets(sort_by => 'number', descending => false,
    after_value => '2', after_id => 'ffffffff-ffff-ffff-ffff-ffffffffffff')), 'the next page';
  assert tests.refused('select from public.view_tickets(sort_by => ''title; drop'')', 'ATVAL'), 'any order';
  assert (select tickets = 3 and label = '3' from public.count_views(array(
    select id from public.saved_views where name = 'All open'))), 'a count';
  assert tests.sees('select from public.count_views()', 7), 'the pinned ones';
  perform tests.reset();
end $$;
