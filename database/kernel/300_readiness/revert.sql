drop function atrium.deployed_changes();
do $$ begin
  if to_regrole('atrium_definer') is not null then
    revoke select on atrium.changes from atrium_definer;
  end if;
end $$;
