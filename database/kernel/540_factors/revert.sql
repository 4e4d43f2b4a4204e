drop function atrium.unenroll_factor(uuid, uuid, uuid);
drop function atrium.delete_factor(uuid, uuid);
drop function atrium.pass_factor(uuid, uuid, uuid, uuid, bigint, text, text);
drop function atrium.renew_session(uuid, text, text);
drop function atrium.factor_secret(uuid, uuid, uuid);
drop function atrium.challenge_factor(uuid, uuid, uuid, text);
drop function atrium.enroll_factor(uuid, uuid, text, text);
do $$ begin
  if pg_get_userbyid((select nspowner from pg_namespace where nspname = 'auth')) = 'atrium_owner' then
    alter table auth.mfa_factors drop column last_step;
  end if;
end $$;
