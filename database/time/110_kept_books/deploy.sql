-- Hours and books outlive the wish to tidy up: what they are of is closed and not deleted. The keys would refuse it
-- too, but nobody would understand them.
create function atrium.keep_books() returns trigger
language plpgsql
as $$
begin
  -- an agency that goes takes everything along
  if not exists (select from public.agencies a where a.id = old.agency_id) then
    return old;
  end if;
  if tg_table_name = 'campaigns' and exists (select from public.timesheet_entries e
      where e.agency_id = old.agency_id and e.campaign_id = old.id) then
    perform atrium.refuse('ATSTA', 'Hours are booked on a campaign of it; they stay, and so does what they are of.',
      'Archive it instead: complete or cancel the campaign, set the client to inactive or churned.');
  elsif tg_table_name = 'clients' and (exists (select from public.projects p
      where p.agency_id = old.agency_id and p.client_id = old.id) or exists (select from public.project_quotes q
      where q.agency_id = old.agency_id and q.client_id = old.id)) then
    perform atrium.refuse('ATSTA', 'Quotes or books are kept of this client; they stay, and so does the client.',
      'Archive it instead: set_client_status to inactive or churned.');
  end if;
  return old;
end
$$;
comment on function atrium.keep_books() is
  'Trigger before delete of campaigns and clients: what has hours, quotes or books is archived and not deleted. ATSTA.';
call atrium.own_as_definer('atrium.keep_books()'::regprocedure);
create trigger campaigns_keep_books before delete on public.campaigns
  for each row execute function atrium.keep_books();
create trigger clients_keep_books before delete on public.clients
  for each row execute function atrium.keep_books();
