-- Whom it concerns, for clients and studio. Each function says it for one kind of row; atrium.tell leaves out who did
-- it himself, who is no active member and who does not see the client.
create function atrium.contacts_of(client uuid) returns setof uuid
language sql stable
as $$ select m.user_id from public.memberships m where m.client_id = client and m.status = 'active' $$;
comment on function atrium.contacts_of(uuid) is 'The contact users of a client.';

create function atrium.reads_artifact(person uuid, piece public.artifacts) returns boolean
language sql stable
as $$
  select exists (
    select from public.memberships m left join atrium.role_right_sets r on r.role = m.role
    where m.agency_id = piece.agency_id and m.user_id = person and case
      when m.client_id is not null then piece.visibility = 'client' and piece.client_id = m.client_id
        and piece.status in ('review', 'approved', 'published')
      else piece.status = 'published' or person in (piece.owner_id, piece.approver_id)
        or r.rights like '% artifacts:select_any %' or 'artifacts:select_any' = any (m.permissions)
        or exists (select from public.campaign_members t where t.campaign_id = piece.campaign_id and t.user_id = person)
        or exists (select from public.campaigns c where c.id = piece.campaign_id
          and person in (c.account_director_id, c.project_manager_id, c.creative_director_id)) end)
$$;
comment on function atrium.reads_artifact(uuid, public.artifacts) is
  'Whether somebody reads an artifact, as the policy of artifacts says; the client''s reach is checked by atrium.tell.';

create function atrium.notices_of_client(told atrium.outbox) returns setof atrium.notice
language sql stable
as $$
  select (told.data ->> 'owner_id')::uuid, 'assigned', 'You look after ' || (told.data ->> 'name'),
    atrium.said_by(told) || ' made you the owner of this client.', 'client', told.record_id,
    '/clients/' || told.record_id, 'normal'
  where atrium.turned(told, 'owner_id')
$$;
comment on function atrium.notices_of_client(atrium.outbox) is 'A client''s new owner.';

create function atrium.notices_of_alert(told atrium.outbox) returns setof atrium.notice
language sql stable
as $$
  select (told.data ->> 'assignee_id')::uuid, 'assigned', told.data ->> 'title',
    atrium.said_by(told) || ' gave you this alert of ' || c.name || '.', 'alert', told.record_id, '/alerts',
    p.priority
  from public.clients c, lateral (select case told.data ->> 'severity' when 'critical' then 'urgent'
    when 'high' then 'high' else 'normal' end as priority) p
  where c.id = told.client_id and atrium.turned(told, 'assignee_id')
  union all
  -- whoever looks after the client; where nobody does, or it is critical, who answers for everything
  select m.user_id, 'alert_raised', told.data ->> 'title', 'An alert was raised for ' || c.name || '.', 'alert',
    told.record_id, '/alerts', case told.data ->> 'severity' when 'critical' then 'urgent' when 'high' then 'high'
      when 'low' then 'low' else 'normal' end
  from public.clients c join public.memberships m on m.agency_id = c.agency_id and (m.user_id = c.owner_id
    or m.role in ('owner', 'leadership') and (c.owner_id is null or told.data ->> 'severity' = 'critical'))
  where c.id = told.client_id and told.topic = 'alert.created' and told.data ->> 'status' = 'open'
$$;
comment on function atrium.notices_of_alert(atrium.outbox) is 'Its assignee; on raising it, the owner of the client.';

create function atrium.notices_of_communication(told atrium.outbox) returns setof atrium.notice
language sql stable
as $$
  with asked as (
    select c.name, c.owner_id, (select o.created_by from public.communications o
      where o.client_id = told.client_id and o.thread_key = told.data ->> 'thread_key' and o.direction = 'outbound'
        and o.created_by is not null order by o."timestamp" desc limit 1) as author
    from public.clients c where c.id = told.client_id)
  select coalesce(a.author, a.owner_id), case when a.author is null then 'message_received' else 'replied' end,
    a.name || case when a.author is null then ' wrote' else ' replied' end
      || coalesce(': ' || nullif(btrim(told.data ->> 'subject'), ''), ''),
    'A message came in' || coalesce(' by ' || (told.data ->> 'channel'), '') || '.', 'communication', told.record_id,
    '/inbox', 'normal'
  from asked a
  -- what a sync brings late is no news
  where told.topic = 'communication.created' and told.data ->> 'direction' = 'inbound'
    and told.data ->> 'type' in ('email', 'chat')
    and (told.data ->> 'timestamp')::timestamptz > told.created_at - interval '2 days'
$$;
comment on function atrium.notices_of_communication(atrium.outbox) is
  'Whoever wrote last in the thread; for a new one the owner of the client.';

create function atrium.notices_of_document(told atrium.outbox) returns setof atrium.notice
language sql stable
as $$
  select p, 'shared', 'New document: ' || (told.data ->> 'name'),
    atrium.said_by(told) || ' shared a document with you.', 'document', told.record_id, '/portal/documents', 'normal'
  from atrium.contacts_of(told.client_id) p
  where told.data ->> 'visibility' = 'client' and atrium.turned(told, 'visibility')
$$;
comment on function atrium.notices_of_document(atrium.outbox) is 'The contact users a document is shared with.';

create function atrium.notices_of_campaign(told atrium.outbox) returns setof atrium.notice
language sql stable
as $$
  select (told.data ->> l)::uuid, 'assigned', 'You lead ' || (told.data ->> 'campaign_name'),
    atrium.said_by(told) || ' made you ' || translate(replace(l, '_id', ''), '_', ' ') || ' of this campaign.',
    'campaign', told.record_id, '/campaigns/' || told.record_id, 'normal'
  from unnest(array['account_director_id', 'project_manager_id', 'creative_director_id']) l
  where atrium.turned(told, l)
  union all
  select m.user_id, 'approval_requested', 'Budget to decide: ' || (told.data ->> 'campaign_name'),
    atrium.said_by(told) || ' asks for a decision on the budget.', 'campaign', told.record_id,
    '/campaigns/' || told.record_id, 'high'
  from public.memberships m left join atrium.role_right_sets r on r.role = m.role
  where m.agency_id = told.agency_id and told.data ->> 'approval_status' = 'pending'
    and atrium.turned(told, 'approval_status')
    and (r.rights like '% campaigns:decide_budget %' or 'campaigns:decide_budget' = any (m.permissions))
  union all
  select (told.data ->> 'submitted_by')::uuid, 'approval_decided',
    'Budget ' || (told.data ->> 'approval_status') || ': ' || (told.data ->> 'campaign_name'),
    atrium.said_by(told) || ' has decided on the budget.', 'campaign', told.record_id,
    '/campaigns/' || told.record_id, 'normal'
  where told.data ->> 'approval_status' in ('approved', 'rejected') and told.changed_columns && '{approval_status}'
$$;
comment on function atrium.notices_of_campaign(atrium.outbox) is
  'New leads; who may decide on a budget that was submitted; who submitted it, once decided.';

create function atrium.notices_of_campaign_member(told atrium.outbox) returns setof atrium.notice
language sql stable
as $$
  select (told.data ->> 'user_id')::uuid, 'assigned', 'You are on the team of ' || c.campaign_name,
    atrium.said_by(told) || ' put you on the team of this campaign.', 'campaign', c.id, '/campaigns/' || c.id, 'normal'
  from public.campaigns c
  where c.id = (told.data ->> 'campaign_id')::uuid and told.topic = 'campaign_member.created'
$$;
comment on function atrium.notices_of_campaign_member(atrium.outbox) is 'Who was put on a team.';

create trigger artifact_approvals_publish after insert on public.artifact_approvals
  for each row execute function atrium.publish('review', 'artifact_id', 'version', 'step', 'approver_id');

create function atrium.notices_of_review(told atrium.outbox) returns setof atrium.notice
language sql stable
as $$
  with piece as (select a.* from public.artifacts a where a.id = (told.data ->> 'artifact_id')::uuid),
  asked as (
    select coalesce((told.data ->> 'approver_id')::uuid, c.project_manager_id) as person
    from piece a left join public.campaigns c on c.id = a.campaign_id),
  heard as (
    select a.owner_id as person from piece a
    union select s.created_by from piece a join public.artifact_approvals s
      on s.agency_id = a.agency_id and s.artifact_id = a.id and s.step = 'submitted')
  select n.person, n.type, n.title || a.title, atrium.said_by(told) || n.message, 'artifact', a.id,
    '/artifacts/' || a.id, n.priority
  from piece a, lateral (
    select q.person, 'approval_requested', 'To approve: ', ' asks for your decision.', 'high'
    from asked q where told.data ->> 'step' = 'submitted'
    union all
    select h.person, 'approval_decided', s.title, s.message, 'normal'
    from heard h join (values ('approved', 'Approved: ', ' approved it.'),
      ('changes_requested', 'Changes asked: ', ' asks for changes.'),
      ('client_approved', 'Approved by the client: ', ' approved it.'),
      ('client_changes', 'The client asks for changes: ', ' asks for changes.')) s (step, title, message)
      on s.step = told.data ->> 'step'
    union all
    select (told.data ->> 'approver_id')::uuid, 'assigned', 'Yours now: ', ' handed it over to you.', 'normal'
    where told.data ->> 'step' = 'handed_over'
    union all
    select p, 'shared', 'To look at: ', ' shared it with you.', 'normal'
    from atrium.contacts_of(a.client_id) p where told.data ->> 'step' = 'shared'
  ) as n (person, type, title, message, priority)
  where atrium.reads_artifact(n.person, a)
$$;
comment on function atrium.notices_of_review(atrium.outbox) is
  'Who is asked to approve an artifact; its owner and who submitted it, on a decision; a new owner; contact users it is'
  ' shared with.';

create function atrium.notices_of_comment(told atrium.outbox) returns setof atrium.notice
language sql stable
as $$
  select n.person, n.type, n.title || a.title, atrium.said_by(told) || n.message, 'artifact', a.id,
    '/artifacts/' || a.id, 'normal'
  from public.artifacts a, lateral (
    select m.person::uuid, 'mentioned', 'You were mentioned: ', ' mentioned you in a comment.'
    from jsonb_array_elements_text(told.data -> 'mentions') as m (person)
    where atrium.turned(told, 'mentions') and not coalesce(told.was -> 'mentions' ? m.person, false)
    union all
    select c.commenter_id, 'replied', 'Reply: ', ' replied to your comment.'
    from public.artifact_comments c
    where c.id = (told.data ->> 'parent_comment_id')::uuid and told.topic = 'comment.created'
    union all
    select a.owner_id, 'replied', 'Comment: ', ' commented on your work.' where told.topic = 'comment.created'
  ) as n (person, type, title, message)
  where a.id = (told.data ->> 'artifact_id')::uuid and told.data ->> 'deleted_at' is null
    and atrium.reads_artifact(n.person, a)
    and (told.data ->> 'visibility' = 'client' or not exists (select from public.memberships m
      where m.agency_id = told.agency_id and m.user_id = n.person and m.client_id is not null))
$$;
comment on function atrium.notices_of_comment(atrium.outbox) is
  'Who is mentioned, who is replied to, and the owner of the artifact.';
