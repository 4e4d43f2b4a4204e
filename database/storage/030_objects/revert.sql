do $$ begin
  if atrium.serves_storage() then
    drop table storage.objects;
  end if;
end $$;
drop function atrium.weigh_object();
drop function atrium.place_object();
drop function atrium.changes_artifact(uuid);
delete from atrium.role_rights where resource = 'objects';
drop index public.documents_of_object;
