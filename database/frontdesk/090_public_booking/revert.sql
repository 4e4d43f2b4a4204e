drop function public.book_time(text, uuid, text, text, text, text);
drop function public.hold_time(text, uuid, timestamptz);
drop function public.booking_times(text, uuid, date, date);
drop function public.booking_page(text);
drop function atrium.public_service(uuid, uuid);
drop function atrium.booking_agency(text);
