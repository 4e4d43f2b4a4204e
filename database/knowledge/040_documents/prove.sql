-- Who reads what by visibility and client, and who keeps the documents.
select tests.two_agencies();
insert into public.knowledge_documents (agency_id, client_id, doc_type, title, content, visibility) values
  (tests.id('a'), null, 'guide', 'general', 'x', 'all_staff'), (tests.id('a'), null, 'guide', 'craft', 'x',
    'creative_only'),
  (tests.id('a'), null, 'policy', 'board', 'x', 'management_only'),
  (tests.id('a'), null, 'policy', 'rates', 'x', 'finance_only'),
  (tests.id('a'), tests.id('a1'), 'guide', 'acme', 'x', 'all_staff'),
  (tests.id('a'), tests.id('a1'), 'faq', 'for acme', 'x', 'client'),
  (tests.id('a'), tests.id('a2'), 'faq', 'for apex', 'x', 'client'),
  (tests.id('b'), null, 'guide', 'far', 'x', 'all_staff');
do $$
declare
  who record;
begin
  for who in select * from (values
    ('owner', 'acme,board,craft,for acme,for apex,general,rates'),
    ('admin', 'acme,board,craft,for acme,for apex,general,rates'),
    ('leadership', 'acme,board,craft,for acme,for apex,general,rates'),
    ('finance', 'acme,for acme,for apex,general,rates'), ('creative', 'acme,craft,for acme,for apex,general'),
    ('pm', 'acme,for acme,for apex,general'), ('agent', 'acme,for acme,for apex,general'),
    ('member', 'acme,for acme,general'), ('customer', 'for acme'), ('stranger', 'far')) as w (person, titles) loop
    perform tests.act(who.person);
    assert (select string_agg(title, ',' order by title) from public.knowledge_documents) = who.titles, who.person;
  end loop;
  perform tests.reset();
  assert tests.may_do($x$insert into public.knowledge_documents (doc_type, title, content) values ('faq', 'x', 'y')$x$,
    'owner', 'admin', 'leadership');
  assert tests.may_not($x$insert into public.knowledge_documents (doc_type, title, content) values ('faq', 'x', 'y')$x$,
    'finance', 'pm', 'creative', 'member', 'writer', 'customer');
  assert tests.may_not($x$insert into public.knowledge_documents (client_id, doc_type, title, content)
    values (tests.id('b1'), 'faq', 'x', 'y')$x$, 'owner');
  assert tests.may_not($x$update public.knowledge_documents set visibility = 'all_staff'$x$, 'finance', 'creative',
    'customer');
  assert tests.may_not($x$delete from public.knowledge_documents where title = 'far'$x$, 'owner');
  assert tests.may_not($x$delete from public.knowledge_documents$x$, 'pm', 'creative', 'customer');
  perform tests.become_anon();
  assert tests.refused('select from public.knowledge_documents', '42501'), 'anon reads';
  perform tests.become_nobody();
  assert tests.sees('select from public.knowledge_documents', 0), 'nobody reads';
  perform tests.reset();
end $$;
