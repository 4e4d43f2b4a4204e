-- One status for many clients in one request. Unlike a move of many, which is all or none, each client stands for
-- itself: whoever selected forty and lost one meanwhile wants the other thirty-nine done, and to read why one was not.
create function public.set_clients_status(client_ids uuid[], status text, reason text default null)
returns table (client_id uuid, refusal text) language plpgsql as $$
begin
  if cardinality(client_ids) > 500 then
    raise exception using errcode = 'ATVAL', message = 'More than 500 clients in one change.',
      hint = 'Change them in parts.';
  end if;
  -- in order of id, so that two such changes never wait for each other in a circle
  for client_id in select distinct c from unnest(client_ids) c order by c loop
    refusal := null;
    begin
      perform public.set_client_status(
        set_clients_status.client_id, set_clients_status.status, set_clients_status.reason);
    exception when sqlstate 'ATNOF' or sqlstate 'ATNOM' or sqlstate 'ATSTA' then
      refusal := sqlerrm;
    end;
    return next;
  end loop;
end $$;
comment on function public.set_clients_status(uuid[], text, text) is
  'Sets the status of up to 500 clients, each for itself: a row for each, in order of id, with the refusal where it was'
  ' not changed, else null. As set_client_status; ATVAL refuses all.';
grant execute on function public.set_clients_status(uuid[], text, text) to authenticated;
