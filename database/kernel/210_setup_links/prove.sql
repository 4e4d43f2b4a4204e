-- No caller makes, uses or reads set-up links.
do $$
declare
  caller text;
begin
  foreach caller in array array['anon', 'authenticated', 'atrium_gateway'] loop
    assert not has_function_privilege(caller, 'atrium.create_setup_link(interval)', 'execute'),
      caller || ' makes links';
    assert not has_function_privilege(caller, 'atrium.use_setup_link(text)', 'execute'), caller || ' uses links';
    assert not has_table_privilege(caller, 'atrium.setup_links', 'select'), caller || ' reads links';
  end loop;
end $$;
