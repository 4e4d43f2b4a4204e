do $$ begin
  if pg_get_userbyid((select nspowner from pg_namespace where nspname = 'auth')) <> 'atrium_owner' then
    return;
  end if;
  drop table auth.mfa_amr_claims;
  drop table auth.mfa_challenges;
  alter table auth.sessions drop constraint sessions_factor_id_fkey;
  drop table auth.mfa_factors;
  drop table auth.one_time_tokens;
  drop table auth.refresh_tokens;
  drop table auth.sessions;
end $$;
