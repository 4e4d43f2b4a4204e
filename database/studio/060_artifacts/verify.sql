-- What must hold for artifacts: they hang on one client and one campaign, and their state is not for the taking.
select tests.studio();
do $$
begin
  assert (select relrowsecurity and relforcerowsecurity from pg_class where oid = 'public.artifacts'::regclass),
    'not forced';
  assert not exists (select from unnest(array['agency_id', 'client_id', 'owner_id', 'status', 'visibility',
    'approver_id',
    'approved_at', 'approval_notes', 'submitted_by', 'content_by', 'content_at', 'embedding_status', 'created_by']) c
    where has_column_privilege('authenticated', 'public.artifacts', c, 'update')), 'a kept column can be updated';
  assert (select client_id = tests.id('a1') from public.artifacts where id = tests.id('draft')),
    'the client does not follow from the campaign';
  assert tests.refused($x$insert into public.artifacts (agency_id, client_id, campaign_id, title, artifact_type)
    values (tests.id('a'), tests.id('a2'), tests.id('c1'), 'x', 'brief')$x$, 'ATVAL'), 'another client''s campaign';
  assert tests.refused($x$insert into public.artifacts (agency_id, campaign_id, title, artifact_type)
    values (tests.id('a'), tests.id('cb'), 'x', 'brief')$x$, 'ATNOF'), 'a campaign of another agency';
  assert tests.refused($x$insert into public.artifacts (agency_id, campaign_id, phase_id, title, artifact_type)
    values (tests.id('a'), tests.id('c1'), tests.id('p2'), 'x', 'brief')$x$, '23503'), 'a phase of another campaign';
  assert tests.refused($x$insert into public.artifacts (agency_id, campaign_id, brand_id, title, artifact_type)
    values (tests.id('a'), tests.id('c1'), tests.id('brand2'), 'x', 'brief')$x$, '23503'), 'a brand of another client';
  assert tests.refused($x$insert into public.artifacts (agency_id, phase_id, title, artifact_type)
    values (tests.id('a'), tests.id('p1'), 'x', 'brief')$x$, '23514'), 'a phase without a campaign';
  assert tests.refused($x$insert into public.artifacts (agency_id, title, artifact_type, owner_id)
    values (tests.id('a'), 'x', 'brief', tests.id('stranger'))$x$, '23503'), 'an owner of another agency';
  assert tests.refused($x$insert into public.artifacts (agency_id, title, artifact_type, owner_id)
    values (tests.id('a'), 'x', 'brief', tests.id('customer'))$x$, 'ATVAL'), 'a contact user owns';
  assert tests.refused($x$update public.artifacts set campaign_id = tests.id('c2') where id = tests.id('draft')$x$,
    'ATIMM'), 'an artifact went to another campaign';
  assert tests.refused($x$update public.artifacts set campaign_id = null where id = tests.id('draft')$x$, 'ATIMM'),
    'an artifact left its campaign';
  assert tests.refused($x$update public.artifacts set client_id = tests.id('a2') where id = tests.id('draft')$x$,
    'ATIMM'), 'an artifact went to another client';
  assert tests.refused($x$update public.artifacts set parent_artifact_id = id where id = tests.id('draft')$x$, 'ATNOF'),
    'an artifact comes from itself';
  assert tests.refused($x$update public.artifacts set parent_artifact_id = tests.id('foreign')
    where id = tests.id('draft')$x$, '23503'), 'a parent of another agency';
  assert tests.refused($x$update public.artifacts set status = 'approved' where id = tests.id('draft')$x$, '23514'),
    'approved at no time';
  assert tests.refused($x$update public.artifacts set visibility = 'client' where id = tests.id('house')$x$, '23514'),
    'shared with no client';
  assert tests.refused($x$update public.artifacts set content_url = 'javascript:alert(1)'$x$, '23514'),
    'a script as file';
  update public.artifacts set content = repeat('x', 600) where id = tests.id('draft');
  assert (select length(content_preview) = 500 from public.artifacts where id = tests.id('draft')), 'no preview';
  assert (select not new_values ? 'content' from public.audit_logs where table_name = 'artifacts'
    and action = 'update' order by created_at desc limit 1), 'the text stands in the log';
  assert tests.works($x$update public.artifacts set campaign_id = tests.id('c1') where id = tests.id('house')
    and client_id is null$x$), 'a piece of no client can''t be filed';
  assert tests.refused($x$delete from public.campaigns where id = tests.id('c1')$x$, 'ATSTA'), 'a full campaign goes';
  update public.artifacts set approver_id = tests.id('pm') where id = tests.id('shared');
  delete from public.memberships where user_id in (tests.id('creative'), tests.id('pm'));
  assert (select owner_id is null and approver_id is null and agency_id = tests.id('a') from public.artifacts
    where id = tests.id('shared')), 'an artifact goes with its owner';
  delete from public.clients where id = tests.id('a1');
  assert not exists (select from public.artifacts where client_id = tests.id('a1')), 'an artifact outlives its client';
end $$;
