-- A key enters with its role and no person; revoked or expired it is nobody with the next request.
do $$
declare
  agency uuid := tests.create_agency('Verify');
  owner uuid := tests.create_user('owner@keys.test');
  made record;
  claims jsonb;
begin
  perform tests.add_member(agency, owner, 'owner'), tests.become(owner, agency);
  select * into made from public.create_api_key('Export', 'finance');
  perform tests.reset();
  assert made.key like 'atr\_' || made.prefix || '\_%', 'the prefix is not the key''s';
  claims := atrium.api_key_claims(made.key);
  assert atrium.api_key_claims(made.key || 'x') is null, 'another key is taken for it';
  perform atrium.enter(claims);
  assert atrium.current_agency_role() = 'finance' and atrium.current_user_id() is null
    and atrium.current_api_key_id() = made.id and atrium.current_agency_id() = agency, 'the key is somebody else';
  assert (select last_used_at is not null from public.api_keys where id = made.id), 'use is not noted';
  perform tests.become(owner, agency), public.revoke_api_key(made.id);
  perform tests.reset();
  perform atrium.enter(claims);
  assert atrium.current_agency_id() is null and atrium.api_key_claims(made.key) is null, 'a revoked key enters';
end $$;
