create or replace function atrium.view_condition(filter jsonb) returns text
language sql stable
set search_path = pg_catalog, pg_temp
as $$
  -- spam, trash and merged tickets are out, unless the filter speaks of them
  select concat('atrium.list_key(t.client_id) = (select atrium.current_list_key()) and ', atrium.filter_tree(filter),
    case when filter::text !~ '"field": "spam"' then ' and not t.is_spam' end,
    case when filter::text !~ '"field": "trash"' then ' and t.deleted_at is null' end,
    case when filter::text !~ '"field": "merged"' then ' and t.merged_into is null' end)
$$;
drop function atrium.listed(public.messages);
drop function atrium.listed(public.tickets);
drop function atrium.narrow_messages();
drop function atrium.narrow_tickets();
