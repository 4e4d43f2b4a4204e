drop function public.mark_communication_handled(uuid);
drop function public.reply_to_communication(uuid, text, text);
drop trigger communications_thread_removed on public.communications;
drop trigger communications_thread_changed on public.communications;
drop trigger communications_thread_added on public.communications;
drop function atrium.thread_removed();
drop function atrium.thread_changed();
drop function atrium.thread_added();
drop function atrium.recount_threads(uuid[], text[], timestamptz[]);
