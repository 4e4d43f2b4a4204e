-- Who makes and changes buckets, and that a name is each agency's own.
select tests.two_agencies();
do $$ begin
  if not atrium.serves_storage() then
    return;
  end if;
  insert into storage.buckets (agency_id, id) values (tests.id('a'), 'press'), (tests.id('b'), 'far');
  assert tests.may_do($x$select from storage.buckets where id = 'press'$x$, 'owner', 'finance', 'member', 'customer');
  assert tests.may_not($x$select from storage.buckets where id = 'far'$x$, 'owner', 'member', 'customer');
  assert tests.may_do($x$insert into storage.buckets (id) values ('far')$x$, 'owner', 'admin');
  assert tests.may_not($x$insert into storage.buckets (id) values ('new')$x$, 'leadership', 'creative', 'customer');
  assert tests.may_do($x$update storage.buckets set file_size_limit = 10 where id = 'press'$x$, 'owner', 'admin');
  assert tests.may_not($x$update storage.buckets set file_size_limit = 10 where id = 'press'$x$, 'pm', 'stranger');
  assert tests.may_not($x$update storage.buckets set holds = 'clients' where id = 'press'$x$, 'owner');
  assert tests.may_not($x$delete from storage.buckets where id = 'press'$x$, 'pm', 'customer', 'stranger');
  assert tests.may_do($x$delete from storage.buckets where id = 'press'$x$, 'admin');
  perform tests.become_anon();
  assert tests.refused('select from storage.buckets', '42501'), 'anon reads';
end $$;
