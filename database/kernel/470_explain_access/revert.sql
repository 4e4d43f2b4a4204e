-- run as: deployer
-- The role goes with the last database of the cluster that has a function of it.
drop function public.explain_access(uuid, text, text, text);
drop function atrium.explain(uuid, uuid, regclass, text, text);
drop function atrium.explain_policy(oid, text, text);
drop function atrium.conditions_of(text);
drop function atrium.right_to_explain(text, jsonb);
drop function atrium.member_to_explain(uuid, uuid);
drop function atrium.row_to_explain(regclass, text);
delete from atrium.role_rights where resource = 'memberships' and action = 'explain';
revoke execute on function atrium.enter(jsonb) from atrium_explainer;
do $$ begin
  if shobj_description(to_regrole('atrium_explainer'), 'pg_authid') like 'Atrium: %' and not exists (
    select from pg_shdepend d where d.refclassid = 'pg_authid'::regclass
      and d.refobjid = to_regrole('atrium_explainer')
      and d.dbid not in (0, (select oid from pg_database where datname = current_database()))) then
    drop role atrium_explainer;
  end if;
exception when undefined_object or dependent_objects_still_exist then
  null; -- another database of this cluster was faster
end $$;
