-- A person's own sign-ins: listed, and ended. Ending one is deleting it, so it holds with the next request.
create function public.my_sessions()
returns table (id uuid, created_at timestamptz, refreshed_at timestamptz, user_agent text, ip text, is_current boolean)
language plpgsql stable
as $$
begin
  -- late bound: on Supabase the owner of this function may not look into schema auth, its definer may
  return query select s.id, s.created_at, coalesce(s.refreshed_at::timestamptz, s.created_at), s.user_agent, host(s.ip),
    s.id is not distinct from atrium.current_session_id()
  from auth.sessions s
  where s.user_id = atrium.current_user_id() and (s.not_after is null or s.not_after > now())
  order by 3 desc;
end
$$;
comment on function public.my_sessions() is 'Where the signed-in person is signed in, used last first.';
call atrium.own_as_definer('public.my_sessions()'::regprocedure);

create function public.revoke_session(id uuid) returns void
language plpgsql
as $$
begin
  delete from auth.sessions s where s.id = revoke_session.id and s.user_id = atrium.current_user_id();
  if not found then
    perform atrium.refuse('ATNOF', 'There is no such session.');
  end if;
  delete from atrium.session_agencies a where a.session_id = revoke_session.id;
  perform atrium.log_event('session.revoked', 'sessions', revoke_session.id::text);
end
$$;
comment on function public.revoke_session(uuid) is
  'Ends one of the own sessions, with the next request. Refuses with ATNOF.';
call atrium.own_as_definer('public.revoke_session(uuid)'::regprocedure);
grant execute on function public.my_sessions(), public.revoke_session(uuid) to authenticated;
