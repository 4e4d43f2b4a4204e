-- Files to try the storage's changes on, and its rows for the checks of populated databases.

-- plpgsql, whose bodies are looked at when they run: the helpers are there before the tables are
create function tests.blob(agency uuid, content text) returns uuid language plpgsql as
  'begin return atrium.keep_blob(agency, gen_random_uuid(), sha256(content::bytea), octet_length(content)); end';
comment on function tests.blob(uuid, text) is 'Bytes as if the server had received them.';

create function tests.put(agency uuid, bucket text, name text, person uuid default null) returns uuid language plpgsql
as $$
declare
  made uuid;
begin
  insert into storage.objects (agency_id, bucket_id, name, blob_id, content_type, created_by)
  values (agency, bucket, name, tests.blob(agency, name), 'image/png', person) returning id into made;
  return made;
end $$;
comment on function tests.put(uuid, text, text, uuid) is 'A file in a bucket, of bytes of its own.';

create function tests.add(bucket text, name text) returns void language plpgsql as $$
begin
  insert into storage.objects (bucket_id, name, blob_id)
  values (bucket, name, atrium.no_bytes());
end $$;
comment on function tests.add(text, text) is 'The caller adds an empty file.';

create function tests.files() returns void language plpgsql as $$
declare
  ticket uuid;
begin
  perform tests.studio();
  if to_regprocedure('atrium.place_object()') is null then
    return;
  elsif not atrium.serves_storage() then
    return;
  end if;
  insert into public.tickets (client_id, title, requester_id, assigned_agent_id)
  values (tests.id('a1'), 'Logo', tests.id('customer'), tests.id('agent')) returning id into ticket;
  perform tests.named('ticket', ticket);
  insert into public.documents (client_id, name, visibility, storage_path) values
    (tests.id('a1'), 'Plan', 'client', 'documents/' || tests.id('a1') || '/plan.png'),
    -- the file of another client is not opened by naming it
    (tests.id('a1'), 'Theft', 'client', 'documents/' || tests.id('a2') || '/theirs.png');
  insert into storage.buckets (agency_id, id) values (tests.id('a'), 'press'), (tests.id('b'), 'press');
  perform tests.named('plan', tests.put(tests.id('a'), 'documents', tests.id('a1') || '/plan.png', tests.id('pm'))),
    tests.named('note', tests.put(tests.id('a'), 'documents', tests.id('a1') || '/note.png', tests.id('writer'))),
    tests.named('theirs', tests.put(tests.id('a'), 'documents', tests.id('a2') || '/theirs.png')),
    tests.named('piece', tests.put(tests.id('a'), 'artifacts', tests.id('draft') || '/piece.png')),
    tests.named('open', tests.put(tests.id('a'), 'artifacts', tests.id('shared') || '/open.png')),
    tests.named('sent', tests.put(tests.id('a'), 'attachments', ticket || '/sent.png', tests.id('customer'))),
    tests.named('inside', tests.put(tests.id('a'), 'attachments', ticket || '/internal/inside.png')),
    tests.named('face', tests.put(tests.id('a'), 'avatars', tests.id('pm') || '/face.png')),
    tests.named('release', tests.put(tests.id('a'), 'press', 'release.png')),
    tests.named('far', tests.put(tests.id('b'), 'documents', tests.id('b1') || '/far.png')),
    tests.named('away', tests.put(tests.id('b'), 'press', 'release.png'));
end $$;
comment on function tests.files() is
  'tests.studio with files: plan (a document for the client names it) and note (writer''s) of a1, theirs of a2; piece'
  ' of the artifact draft and open of shared; sent (customer''s) and inside (internal) of a ticket of a1; face of pm;'
  ' release of the agency; far and away in b.';

-- after those of all that files may belong to
create function tests.populate_uploads() returns void language plpgsql as $$
declare
  agency uuid;
begin
  if to_regprocedure('atrium.place_object()') is null then
    return;
  elsif not atrium.serves_storage() then
    return;
  end if;
  for agency in select a.id from public.agencies a where a.name in ('Alder', 'Birch') loop
    insert into storage.buckets (agency_id, id) values (agency, 'press');
    perform tests.put(agency, 'press', 'release.png');
    perform tests.put(agency, 'documents', c.id || '/plan.png') from public.clients c where c.agency_id = agency;
    perform tests.put(agency, 'artifacts', a.id || '/piece.png') from public.artifacts a where a.agency_id = agency;
    perform tests.put(agency, 'avatars', m.user_id || '/face.png')
      from public.memberships m where m.agency_id = agency;
  end loop;
end $$;
comment on function tests.populate_uploads() is 'Files of every kind, for Alder and Birch.';
