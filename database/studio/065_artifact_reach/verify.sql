-- The reach that functions ask for is what the policies give, for every person and every artifact.
select tests.studio();
do $$
declare
  person text;
  wrong text;
begin
  foreach person in array array['owner', 'admin', 'leadership', 'finance', 'pm', 'account', 'creative', 'agent',
    'member',
    'writer', 'customer', 'stranger'] loop
    perform tests.act(person);
    create temporary table seen on commit drop as select id from public.artifacts;
    create temporary table changed (id uuid) on commit drop;
    with done as (update public.artifacts set description = 'x' returning id) insert into changed select id from done;
    set local role none;
    select string_agg(format('%s: %s', a.title, atrium.artifact_reach(a.id)), ', ') into wrong from public.artifacts a
    where atrium.artifact_reach(a.id) is distinct from case when a.id in (select id from changed) then 'write'
      when a.id in (select id from seen) then 'read' end;
    assert wrong is null, format('%s reaches further by function than by policy, or less far: %s', person, wrong);
    drop table seen, changed;
    perform tests.reset();
  end loop;
end $$;
