-- What must hold for objects: the row says what the first folder names and what the bytes are, whoever writes it.
select tests.files();
do $$ begin
  if not atrium.serves_storage() then
    return;
  end if;
  assert (select relrowsecurity and relforcerowsecurity from pg_class where oid = 'storage.objects'::regclass),
    'not forced';
  assert (select client_id = tests.id('a1') and not is_internal from storage.objects where id = tests.id('plan')),
    'a document''s file is not its client''s';
  assert (select artifact_id = tests.id('draft') and client_id = tests.id('a1') from storage.objects
    where id = tests.id('piece')), 'a file of an artifact is not its client''s';
  assert (select ticket_id = tests.id('ticket') and client_id = tests.id('a1') and is_internal from storage.objects
    where id = tests.id('inside')), 'a note''s file is not internal';
  assert (select user_id = tests.id('pm') from storage.objects where id = tests.id('face')), 'nobody''s picture';
  assert (select digest = sha256('release.png') and size_bytes = 11 from storage.objects
    where id = tests.id('release')), 'other bytes than the blob''s';
  assert tests.refused($x$update storage.objects set name = tests.id('a2') || '/plan.png'
    where id = tests.id('plan')$x$, 'ATIMM'), 'a file moved to another client';
  assert tests.refused($x$update storage.objects set name = tests.id('ticket') || '/out.png'
    where id = tests.id('inside')$x$, 'ATIMM'), 'a note''s file shown to the client';
  assert tests.works($x$update storage.objects set name = tests.id('a1') || '/old/plan.png'
    where id = tests.id('plan')$x$), 'a file can''t be renamed';
  assert tests.refused($x$select tests.put(tests.id('a'), 'documents', tests.id('b1') || '/x.png')$x$, 'ATNOF'),
    'another agency''s client';
  assert tests.refused($x$select tests.put(tests.id('a'), 'documents', 'plan.png')$x$, 'ATNOF'), 'nobody''s document';
  assert tests.refused($x$select tests.put(tests.id('a'), 'press', '../x')$x$, '23514'), 'a way upwards';
  assert tests.refused($x$select tests.put(tests.id('a'), 'press', 'a//x')$x$, '23514'), 'a folder without a name';
  assert tests.refused($x$update storage.buckets set file_size_limit = 3 where agency_id = tests.id('a');
    select tests.put(tests.id('a'), 'press', 'large.png')$x$, 'ATVAL'), 'larger than the bucket takes';
  assert tests.refused($x$update storage.objects set content_type = 'text/html'
    where id = tests.id('note')$x$, 'ATVAL'),
    'a type the bucket does not take';
  assert tests.refused($x$delete from storage.buckets where agency_id = tests.id('a') and id = 'press'$x$, '23503'),
    'a bucket went with its files';
  assert tests.refused($x$delete from atrium.blobs where id = (select blob_id from storage.objects
    where id = tests.id('face'))$x$, '23503'), 'bytes went from under a file';
  delete from public.tickets where id = tests.id('ticket');
  assert not exists (select from storage.objects where id = tests.id('sent')), 'a file outlives its ticket';
end $$;
