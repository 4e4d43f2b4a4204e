-- Who reads, adds, replaces and takes away files of a client, an artifact, a ticket, a person, the agency.
select tests.files();
do $$ begin
  if not atrium.serves_storage() then
    return;
  end if;
  assert tests.reads('storage.objects', 'plan note theirs piece open sent inside face release far away',
    'owner: plan note theirs piece open sent inside face release',
    'pm: plan note theirs piece open sent inside face release',
    'agent: plan note theirs sent inside face release',
    'member: plan note face',
    'customer: plan open sent',
    'stranger: far away');
  assert tests.may_do($x$select tests.add('documents', tests.id('a1') || '/new.png')$x$, 'owner', 'creative', 'writer');
  assert tests.may_not($x$select tests.add('documents', tests.id('a1') || '/new.png')$x$,
    'finance', 'member', 'customer', 'stranger');
  assert tests.may_not($x$select tests.add('documents', tests.id('a2') || '/new.png')$x$,
    'writer', 'customer', 'stranger');
  assert tests.may_do($x$select tests.add('artifacts', tests.id('draft') || '/new.png')$x$, 'owner', 'creative');
  assert tests.may_not($x$select tests.add('artifacts', tests.id('draft') || '/new.png')$x$,
    'agent', 'customer', 'stranger');
  assert tests.may_do($x$select tests.add('attachments', tests.id('ticket') || '/new.png')$x$, 'agent', 'customer');
  assert tests.may_not($x$select tests.add('attachments', tests.id('ticket') || '/internal/new.png')$x$,
    'customer', 'stranger', 'member');
  assert tests.may_not($x$select tests.add('avatars', tests.id('pm') || '/new.png')$x$,
    'owner', 'customer', 'stranger');
  assert tests.may_do($x$select tests.add('press', 'new.png')$x$, 'owner', 'creative', 'stranger');
  assert tests.may_not($x$select tests.add('press', 'new.png')$x$, 'finance', 'member', 'customer');
  assert tests.may_not($x$insert into storage.objects (agency_id, bucket_id, name, blob_id)
    values (tests.id('b'), 'press', 'new.png', gen_random_uuid())$x$, 'owner');
  assert tests.may_do($x$update storage.objects set content_type = 'image/gif' where id = tests.id('plan')$x$, 'pm',
    'writer');
  assert tests.may_not($x$update storage.objects set content_type = 'image/gif' where id = tests.id('plan')$x$,
    'finance', 'member', 'customer', 'stranger');
  assert tests.may_do($x$update storage.objects set content_type = 'image/gif' where id = tests.id('sent')$x$,
    'customer');
  assert tests.may_not($x$update storage.objects set content_type = 'image/gif' where id = tests.id('sent')$x$,
    'owner', 'agent');
  assert tests.may_do($x$delete from storage.objects where id = tests.id('note')$x$, 'owner', 'writer');
  assert tests.may_not($x$delete from storage.objects where id = tests.id('note')$x$, 'pm', 'customer', 'stranger');
  -- the own file that a document names stays
  assert tests.may_not($x$delete from storage.objects where id = tests.id('plan')$x$, 'pm');
  assert tests.may_do($x$delete from storage.objects where id = tests.id('sent')$x$, 'owner', 'customer');
  assert tests.may_not($x$delete from storage.objects where id = tests.id('face')$x$, 'owner', 'customer');
  perform tests.become_anon();
  assert tests.refused('select from storage.objects', '42501'), 'anon reads';
end $$;
