-- run as: deployer
-- Why somebody may or may not see or change a row. The policies themselves are asked, condition by condition, in that
-- person's context: atrium.enter in a subtransaction that is always taken back. A definer function can't change role,
-- so the functions belong to a role that is held to the policies of signed-in callers, and to nothing else.
do $$ begin
  if to_regrole('atrium_explainer') is null then
    create role atrium_explainer nologin;
    comment on role atrium_explainer is 'Atrium: owns what explains access; held to the policies as callers are';
  end if;
exception when duplicate_object or unique_violation then
  null; -- another database of this cluster was faster
end $$;
do $$
declare
  pair record;
begin
  for pair in
    select * from (values ('authenticated', 'atrium_explainer'), ('atrium_explainer', current_user::text)) as p (a, b)
  loop
    if not pg_has_role(pair.b, pair.a, 'member') then
      execute format('grant %I to %I', pair.a, pair.b);
    end if;
  end loop;
end $$;

set local role atrium_owner;
create function atrium.row_to_explain(relation regclass, id text) returns text
language plpgsql stable
as $$
declare
  key record;
  found_row text;
begin
  select a.attname, format_type(a.atttypid, a.atttypmod) as type into strict key
  from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey)
  where i.indrelid = relation and i.indisprimary order by a.attname <> 'id', a.attnum limit 1;
  execute format('select t::text from %s t where %I = $1::%s', relation, key.attname, key.type)
  into found_row using id;
  return found_row;
exception when no_data_found or invalid_text_representation or data_exception then
  return null;
end
$$;
comment on function atrium.row_to_explain(regclass, text) is
  'A row as text, whoever may see it; null where there is none. For atrium.explain_access alone.';
call atrium.own_as_definer('atrium.row_to_explain(regclass, text)'::regprocedure);

create function atrium.member_to_explain(person uuid, agency uuid) returns jsonb
language plpgsql stable
as $$
begin
  return (
    select to_jsonb(m) from (
      select m.agency_id, m.role, m.status, m.client_scope, m.client_id, m.permissions
      from public.memberships m
      where m.user_id = person and (agency is null and m.status = 'active' or m.agency_id = agency)
      order by m.created_at, m.id limit 1) m);
end
$$;
comment on function atrium.member_to_explain(uuid, uuid) is
  'A membership; without an agency the oldest active one, as atrium.enter takes it. For atrium.explain_access alone.';
call atrium.own_as_definer('atrium.member_to_explain(uuid, uuid)'::regprocedure);

create function atrium.right_to_explain(needed text, member jsonb) returns jsonb
language plpgsql stable
as $$
begin
  return jsonb_build_object('right', needed, 'held', atrium.may(needed), 'through', case
    when not atrium.may(needed) then null
    when member -> 'permissions' ? needed then 'a permission of this member'
    else (select format('role %s, reach %s', r.role, r.reach) from atrium.role_rights r
      where r.role = member ->> 'role' and r.resource || ':' || r.action = needed) end);
end
$$;
comment on function atrium.right_to_explain(text, jsonb) is
  'Whether the person in context holds a right, and what gives it. For atrium.explain_access alone.';
call atrium.own_as_definer('atrium.right_to_explain(text, jsonb)'::regprocedure);

-- 'a and b', as the server writes it, is two conditions; what stands in parentheses or quotes is not looked into
create function atrium.conditions_of(expression text) returns text[]
language plpgsql immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  tokens text[] := array(select t[1] from regexp_matches(expression,
    '''(?:[^'']|'''')*''|"(?:[^"]|"")*"|[()]| AND |[^''"() ]+| ', 'g') t);
  depths int[] := array(select sum(case t when '(' then 1 when ')' then -1 else 0 end) over (order by i)
    from unnest(tokens) with ordinality u (t, i));
  -- how many parentheses stand around all of it
  around int := coalesce((select min(d) from unnest(depths[:cardinality(depths) - 1]) d), 0);
  begun int := 1 + around;
  conditions text[] := '{}';
begin
  for i in 1 .. cardinality(tokens) loop
    if tokens[i] = ' AND ' and depths[i] = around then
      conditions := conditions || array_to_string(tokens[begun:i - 1], '');
      begun := i + 1;
    end if;
  end loop;
  return conditions || array_to_string(tokens[begun:cardinality(tokens) - around], '');
end
$$;
comment on function atrium.conditions_of(text) is 'The conditions that a policy''s expression joins by and.';
revoke execute on function atrium.conditions_of(text) from public;
grant execute on function atrium.row_to_explain(regclass, text), atrium.member_to_explain(uuid, uuid),
  atrium.right_to_explain(text, jsonb), atrium.conditions_of(text), atrium.enter(jsonb) to atrium_explainer;

-- one policy in the context at hand, each condition by itself
create function atrium.explain_policy(policy oid, part text, row_text text) returns jsonb
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  asked record;
  lines text[];
  answers boolean[];
begin
  select p.polname, p.polpermissive, c.relname, p.polrelid::regclass as relation,
    pg_get_expr(case part when 'using' then p.polqual else coalesce(p.polwithcheck, p.polqual) end, p.polrelid) as said
  into asked from pg_policy p join pg_class c on c.oid = p.polrelid where p.oid = policy;
  lines := atrium.conditions_of(coalesce(asked.said, 'true'));
  execute format('select array[%s] from unnest(array[$1::%s]) as %I',
    (select string_agg(format('coalesce((%s)::boolean, false)', line), ', ' order by i)
      from unnest(lines) with ordinality l (line, i)), asked.relation, asked.relname)
  into answers using row_text;
  return jsonb_build_object('policy', asked.polname, 'part', part, 'permissive', asked.polpermissive,
    'holds', false <> all (answers),
    'conditions', (select jsonb_agg(jsonb_build_object('sql', line, 'holds', answer) order by i)
      from unnest(lines, answers) with ordinality l (line, answer, i)));
end
$$;
comment on function atrium.explain_policy(oid, text, text) is
  'Whether a policy holds for a row in the context at hand, and each of its conditions.';
revoke execute on function atrium.explain_policy(oid, text, text) from public;
grant execute on function atrium.explain_policy(oid, text, text) to atrium_explainer;

create function atrium.explain(person uuid, agency uuid, relation regclass, id text, operation text) returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  member jsonb := atrium.member_to_explain(person, agency);
  row_text text := atrium.row_to_explain(relation, id);
  granted boolean := has_table_privilege('authenticated', relation, operation)
    or operation <> 'delete' and has_any_column_privilege('authenticated', relation, operation);
  policies jsonb := '[]';
  rights jsonb;
  step record;
  failed jsonb;
begin
  if granted and row_text is not null then
    begin
      perform atrium.enter(jsonb_build_object('sub', person, 'role', 'authenticated',
        'agency_id', coalesce(member ->> 'agency_id', agency::text, '')));
      -- what is changed or deleted must be seen first; a changed row must still be one that may be seen
      for step in
        select s.cmd, s.part, (select jsonb_agg(atrium.explain_policy(p.oid, s.part, row_text)) from pg_policy p
          where p.polrelid = relation and p.polcmd in (s.cmd::"char", '*') and exists (
            select from unnest(p.polroles) r where r = 0 or pg_has_role('authenticated', r, 'usage'))) as asked
        from (values (1, 'r', 'using', 'select update delete'), (2, 'w', 'using', 'update'),
          (3, 'w', 'check', 'update'), (4, 'd', 'using', 'delete'), (5, 'a', 'check', 'insert'))
          as s (i, cmd, part, operations)
        where operation = any (string_to_array(s.operations, ' ')) order by s.i
      loop
        policies := policies || coalesce(step.asked, '[]');
        if failed is null and (not coalesce(step.asked @? '$[*] ? (@.permissive == true && @.holds == true)', false)
            or step.asked @? '$[*] ? (@.permissive == false && @.holds == false)') then
          failed := coalesce(jsonb_path_query_first(step.asked, '$[*] ? (@.holds == false)'), '{}');
        end if;
      end loop;
      rights := (select jsonb_agg(atrium.right_to_explain(needed, member) order by needed)
        from (select distinct m[1] as needed
          from regexp_matches(policies::text, 'atrium\.may\(''([a-z_]+:[a-z_]+)''', 'g') m) n);
      raise sqlstate '09000'; -- back to the caller's own context
    exception when sqlstate '09000' then
      null;
    end;
  end if;
  return jsonb_build_object('allowed', granted and row_text is not null and failed is null,
    'operation', operation, 'table', relation::text, 'id', id, 'user_id', person, 'membership', member,
    'granted', granted, 'rights', coalesce(rights, '[]'), 'policies', policies, 'decided_by', case
      when not granted then jsonb_build_object('by', 'grant')
      when row_text is null then jsonb_build_object('by', 'row')
      when failed = '{}' then jsonb_build_object('by', 'no policy')
      when failed is not null then jsonb_build_object('by', 'condition', 'policy', failed -> 'policy',
        'part', failed -> 'part', 'condition',
        jsonb_path_query_first(failed, '$.conditions[*] ? (@.holds == false).sql'))
      else jsonb_build_object('by', 'policy', 'policy', policies -> -1 -> 'policy') end);
end
$$;
comment on function atrium.explain(uuid, uuid, regclass, text, text) is
  'Whether a person may select, update, delete or insert a row, and which grant, policy and condition decides. Without'
  ' an agency that of the oldest active membership. For the operator; owners and admins have public.explain_access.';
revoke execute on function atrium.explain(uuid, uuid, regclass, text, text) from public;

create function public.explain_access(user_id uuid, table_name text, row_id text, operation text default 'select')
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  relation regclass := (select c.oid from pg_class c where c.relnamespace = 'public'::regnamespace
    and c.relname = table_name and c.relkind in ('r', 'p') and not c.relispartition);
  asking uuid := atrium.current_user_id();
  agency uuid := atrium.current_agency_id();
  answer jsonb;
begin
  perform atrium.demand('memberships:explain');
  if relation is null then
    perform atrium.refuse('ATVAL', 'There is no table of that name.', 'Take a table of the data model.');
  elsif operation not in ('select', 'insert', 'update', 'delete') then
    perform atrium.refuse('ATVAL', 'An operation is select, insert, update or delete.', 'Ask for one of them.');
  elsif asking is null or atrium.member_to_explain(explain_access.user_id, agency) is null then
    perform atrium.refuse('ATNOF', 'This person is not of your agency.', 'Choose one of its members.');
  end if;
  answer := atrium.explain(explain_access.user_id, agency, relation, row_id, operation);
  -- of a row that neither of them may see nothing is told, not even that it is there
  if answer ->> 'granted' = 'true'
    and not (atrium.explain(explain_access.user_id, agency, relation, row_id, 'select') ->> 'allowed')::boolean
    and not (atrium.explain(asking, agency, relation, row_id, 'select') ->> 'allowed')::boolean then
    answer := answer || jsonb_build_object('allowed', false, 'rights', '[]'::jsonb, 'policies', '[]'::jsonb,
      'decided_by', jsonb_build_object('by', 'row'));
  end if;
  return answer;
end
$$;
comment on function public.explain_access(uuid, text, text, text) is
  'Why a person of the agency may or may not see or change a row: the grant, policy and condition that decides. For'
  ' owners and admins; ATNOM for others, ATNOF for people of other agencies, ATVAL for an unknown table or operation. A'
  ' row that neither the asker nor the person may see is answered as one that isn''t there.';
revoke execute on function public.explain_access(uuid, text, text, text) from public;
grant execute on function public.explain_access(uuid, text, text, text) to authenticated;
call atrium.allow('memberships', 'explain', 'all', 'owner', 'admin');

set local role none;
grant create on schema atrium, public to atrium_explainer;
alter function atrium.explain(uuid, uuid, regclass, text, text) owner to atrium_explainer;
alter function public.explain_access(uuid, text, text, text) owner to atrium_explainer;
revoke create on schema atrium, public from atrium_explainer;
