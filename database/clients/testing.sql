-- Clients and what hangs on them, for the checks of populated databases.

create function tests.populate_clients() returns void language plpgsql as $$
declare
  agency record;
  person record;
  step record;
  client uuid;
begin
  if to_regclass('public.client_access') is null then return; end if;
  for agency in select a.* from public.agencies a where a.name in ('Alder', 'Birch') loop
    client := tests.create_client(agency.id, agency.name || ' Two');
    client := tests.create_client(agency.id, agency.name || ' One');
    perform tests.add_member(agency.id, tests.create_user('customer@' || lower(agency.name) || '.test'), 'customer',
      client);
    for person in select m.user_id as id, m.role from public.memberships m where m.agency_id = agency.id loop
      for step in
        select format('insert into public.%I %s', s.relation, s.sql) as sql from (values
          ('client_access', 'member', '(agency_id, user_id, client_id, permission) values ($1, $3, $2, ''write'')'),
          ('client_contacts', 'owner', '(client_id, name) values ($2, ''Kim'')'),
          ('client_terms', 'owner', '(agency_id, client_id) values ($1, $2)'),
          ('communications', 'owner', '(client_id, type) values ($2, ''call'')'),
          ('alerts', 'owner', '(client_id, title) values ($2, ''Silent for a week'')'),
          ('documents', 'owner', '(client_id, name, visibility) values ($2, ''Plan'', ''client'')'),
          ('agency_cartridges', 'owner', '(agency_id, type, name) values ($1, ''style'', ''House'')'),
          ('style_cartridges', person.role, '(user_id, name) values ($3, ''Mine'')'),
          ('preference_cartridges', person.role, '(user_id, name) values ($3, ''Mine'')'),
          ('instruction_cartridges', person.role, '(user_id, name) values ($3, ''Mine'')'),
          ('brand_cartridges', person.role, '(user_id, name) values ($3, ''Mine'')')
        ) as s (relation, role, sql)
        where to_regclass('public.' || s.relation) is not null and s.role = person.role
      loop
        execute step.sql using agency.id, client, person.id;
      end loop;
    end loop;
  end loop;
end $$;
comment on function tests.populate_clients() is
  'Two clients an agency, customer@ of one, and rows in what hangs on it.';
