-- run as: deployer
-- The one trigger on auth.users: an account gets its row of users in the same transaction, and comes into an agency by
-- what its sign-up says: a token of an invitation, or the name of an agency to found. The deployer makes it, because on
-- Supabase the table is somebody else's.
set local role atrium_owner;
create function atrium.mirror_user() returns trigger
language plpgsql
as $$
declare
  said jsonb := coalesce(new.raw_user_meta_data, '{}');
begin
  if coalesce(new.email::text, '') = '' then
    return null;
  end if;
  if tg_op = 'UPDATE' then
    update public.users u set email = new.email::extensions.citext
    where u.id = new.id and u.email::text is distinct from new.email::text;
    if exists (select from public.users u where u.id = new.id) then
      return null;
    end if;
  end if;

  insert into public.users (id, email, full_name)
  values (new.id, new.email::extensions.citext,
    nullif(left(btrim(coalesce(said ->> 'full_name', said ->> 'name')), 200), ''));
  if coalesce(said ->> 'invitation_token', '') <> '' then
    perform atrium.accept_token(said ->> 'invitation_token', new.id);
  elsif coalesce(btrim(said ->> 'agency_name'), '') <> '' then
    perform atrium.found_agency(said ->> 'agency_name', new.id);
  end if;
  return null;
end
$$;
comment on function atrium.mirror_user() is
  'Trigger on auth.users: makes the row of users with the same id, keeps its address, and accepts the'
  ' invitation_token or'
  ' founds the agency_name of the sign-up. Refuses the account with ATINV, ATNOM, ATEXP, ATVAL.';
call atrium.own_as_definer('atrium.mirror_user()'::regprocedure);
set local role none;

create trigger atrium_mirror_user after insert or update of email on auth.users
  for each row execute function atrium.mirror_user();

-- accounts that were there before (Supabase) get their rows now
insert into public.users (id, email, created_at)
select u.id, u.email::extensions.citext, u.created_at from auth.users u
where coalesce(u.email::text, '') <> '' and not exists (select from public.users p where p.id = u.id);
