-- The reach that functions ask for is what the policies give, for every person and every artifact.
select tests.studio();
do $$
declare
  person text;
  seen uuid[];
  changed uuid[];
  wrong text;
begin
  foreach person in array array['owner', 'admin', 'leadership', 'finance', 'pm', 'account', 'creative', 'agent',
    'member', 'writer', 'customer', 'stranger'] loop
    perform tests.act(person);
    seen := array(select id from public.artifacts);
    with done as (update public.artifacts set description = 'x' returning id)
    select coalesce(array_agg(id), '{}') into changed from done;
    set local role none;
    select string_agg(format('%s: %s', a.title, atrium.artifact_reach(a.id)), ', ') into wrong from public.artifacts a
    where atrium.artifact_reach(a.id) is distinct from case when a.id = any (changed) then 'write'
      when a.id = any (seen) then 'read' end;
    assert wrong is null, format('%s reaches further by function than by policy, or less far: %s', person, wrong);
    perform tests.reset();
  end loop;
end $$;
