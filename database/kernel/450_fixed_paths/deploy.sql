-- Functions that run with their caller's rights, and are no SQL that the planner would inline, went by their caller's
-- search_path. Now they go by one of their own, so that no caller's schema stands before ours.
alter function atrium.book_held(appointment_holds, uuid, text) set search_path = pg_catalog, public, pg_temp;
alter function atrium.bookable_service(uuid, uuid) set search_path = pg_catalog, public, pg_temp;
alter function atrium.booking_agency(text) set search_path = pg_catalog, public, pg_temp;
alter function atrium.caller_of(uuid, text, text) set search_path = pg_catalog, public, pg_temp;
alter function atrium.check_audit_agency(uuid, text) set search_path = pg_catalog, public, pg_temp;
alter function atrium.check_client(uuid, text) set search_path = pg_catalog, public, pg_temp;
alter function atrium.check_start(timestamptz) set search_path = pg_catalog, public, pg_temp;
alter function atrium.complete_communication() set search_path = pg_catalog, public, pg_temp;
alter function atrium.demand(text) set search_path = pg_catalog, public, pg_temp;
alter function atrium.erase(uuid, text) set search_path = pg_catalog, public, pg_temp;
alter function atrium.import_client(jsonb) set search_path = pg_catalog, public, pg_temp;
alter function atrium.judge_call(calls) set search_path = pg_catalog, public, pg_temp;
alter function atrium.live_hold(uuid, uuid) set search_path = pg_catalog, public, pg_temp;
alter function atrium.make_hold(uuid, services, timestamptz, uuid, interval, text)
  set search_path = pg_catalog, public, pg_temp;
alter function atrium.narrow(text) set search_path = pg_catalog, public, pg_temp;
alter function atrium.pick_resource(uuid, services, timestamptz, uuid, boolean)
  set search_path = pg_catalog, public, pg_temp;
alter function atrium.public_service(uuid, uuid) set search_path = pg_catalog, public, pg_temp;
alter function atrium.read_client(jsonb) set search_path = pg_catalog, public, pg_temp;
alter function atrium.refuse(text, text, text) set search_path = pg_catalog, public, pg_temp;
alter function atrium.refuse_filter(text) set search_path = pg_catalog, public, pg_temp;
alter function atrium.refuse_time(uuid, uuid, uuid, timestamptz, text)
  set search_path = pg_catalog, public, pg_temp;
alter function atrium.step_alert() set search_path = pg_catalog, public, pg_temp;
alter function atrium.without_words(jsonb, text[]) set search_path = pg_catalog, public, pg_temp;
alter function public.detect_suspicious_activity(uuid, integer) set search_path = pg_catalog, public, pg_temp;
alter function public.get_org_audit_logs(uuid, integer, integer) set search_path = pg_catalog, public, pg_temp;
alter function public.import_clients(jsonb, boolean) set search_path = pg_catalog, public, pg_temp;
alter function public.move_clients_stage(uuid[], uuid, text) set search_path = pg_catalog, public, pg_temp;
alter function public.reply_to_communication(uuid, text, text) set search_path = pg_catalog, public, pg_temp;
alter function public.set_clients_status(uuid[], text, text) set search_path = pg_catalog, public, pg_temp;
alter procedure atrium.own_as_definer(regprocedure) set search_path = pg_catalog, public, pg_temp;
alter procedure atrium.read_newest(text) set search_path = pg_catalog, public, pg_temp;
