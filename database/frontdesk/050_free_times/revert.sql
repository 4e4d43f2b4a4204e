drop function public.free_slots(uuid, date, date, uuid);
drop function atrium.pick_resource(uuid, public.services, timestamptz, uuid, boolean);
drop function atrium.refuse_time(uuid, uuid, uuid, timestamptz, text);
drop function atrium.next_times(uuid, uuid, uuid, timestamptz);
drop function atrium.free_times(uuid, uuid, date, date, uuid, timestamptz);
drop function atrium.is_open(uuid, uuid, tstzrange);
drop function atrium.is_closed(uuid, uuid, tstzrange);
drop function atrium.is_free(uuid, uuid, tstzrange);
drop function atrium.able_resources(uuid, uuid, uuid);
