drop trigger agencies_default_buckets on public.agencies;
do $$ begin
  if atrium.serves_storage() then
    drop table storage.buckets;
    drop schema storage;
  end if;
end $$;
drop function atrium.add_default_buckets();
drop function atrium.default_buckets();
drop function atrium.keep_bucket();
delete from atrium.role_rights where resource = 'buckets';
drop domain public.bucket_holding;
drop function atrium.serves_storage();
