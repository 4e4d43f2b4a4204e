-- The refusal tells whoever may not delete nothing: they are refused as before, or find nothing to delete.
select tests.time();
do $$
begin
  assert tests.may_not($x$delete from public.clients where id = tests.id('a1')$x$, 'pm', 'customer', 'stranger');
  perform tests.act('stranger');
  delete from public.campaigns where id = tests.id('c1');
  assert not found, 'far away';
  assert tests.refused('select atrium.keep_books()', '42501'), 'it is called';
  perform tests.reset();
end $$;
