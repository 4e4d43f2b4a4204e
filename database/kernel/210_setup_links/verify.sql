-- A set-up link works once and in its time.
do $$
declare
  token text := atrium.create_setup_link();
begin
  assert not atrium.use_setup_link(token || '0'), 'another token is taken for it';
  assert atrium.use_setup_link(token), 'a good link is refused';
  assert not atrium.use_setup_link(token), 'a link works twice';
  token := atrium.create_setup_link();
  update atrium.setup_links set expires_at = now() where used_at is null;
  assert not atrium.use_setup_link(token), 'a link that ran out works';
  assert tests.refused('select atrium.create_setup_link(''1 year'')', 'ATVAL'), 'a link for a year';
end $$;
