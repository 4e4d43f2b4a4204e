-- The booking page, for people who are not signed in: the agency by its public address, the services it offers there,
-- free times, a hold and a booking. Nothing is said of who else comes, and no contact is changed by a stranger.
create function atrium.booking_agency(slug text) returns uuid
language plpgsql stable
as $$
declare
  found_id uuid;
begin
  select a.id into found_id from public.agencies a
  where a.slug = booking_agency.slug
    and exists (select from public.services s where s.agency_id = a.id and s.is_public and s.is_active);
  if found_id is null then
    raise exception using errcode = 'ATNOF', message = 'There is no booking page at this address.',
      hint = 'Check the address.';
  end if;
  return found_id;
end
$$;
comment on function atrium.booking_agency(text) is 'The agency whose booking page has that address. ATNOF.';

create function atrium.public_service(agency uuid, service_id uuid) returns public.services
language plpgsql stable
as $$
declare
  wanted public.services := atrium.bookable_service(agency, service_id);
begin
  if not wanted.is_public then
    raise exception using errcode = 'ATNOF', message = 'This service does not exist or is not yours to see.',
      hint = 'Choose a service from the list.';
  end if;
  return wanted;
end
$$;
comment on function atrium.public_service(uuid, uuid) is 'A service that the booking page offers. ATNOF, ATSTA.';

create function public.booking_page(slug text) returns jsonb
language sql stable
as $$
  select jsonb_build_object('name', a.name, 'logo_url', a.logo_url, 'accent', a.accent, 'timezone', a.timezone,
    'services', (select jsonb_agg(jsonb_build_object('id', s.id, 'name', s.name, 'description', s.description,
        'duration_minutes', s.duration_minutes, 'price', s.price, 'currency', s.currency) order by s.position, s.name)
      from public.services s where s.agency_id = a.id and s.is_public and s.is_active))
  from public.agencies a where a.id = atrium.booking_agency(booking_page.slug)
$$;
comment on function public.booking_page(text) is
  'What the booking page of an agency shows: name, looks, time zone and the services it offers. ATNOF. Open to'
  ' everybody: it is the shop window.';
call atrium.own_as_definer('public.booking_page(text)'::regprocedure);

create function public.booking_times(slug text, service_id uuid, from_day date, to_day date default null)
returns table (starts_at timestamptz, ends_at timestamptz)
language plpgsql stable
as $$
#variable_conflict use_column
declare
  agency uuid := atrium.booking_agency(slug);
  wanted public.services := atrium.public_service(agency, booking_times.service_id);
begin
  if from_day is null or not isfinite(from_day) or coalesce(to_day, from_day) - from_day not between 0 and 31 then
    raise exception using errcode = 'ATVAL', message = 'Ask for one day, or for up to a month.',
      hint = 'Pass from_day, and a to_day not before it.';
  end if;
  return query select distinct f.starts_at, f.ends_at from atrium.free_times(agency, wanted.id, from_day,
      coalesce(to_day, from_day), null, now() + interval '1 hour') f
    where f.starts_at < now() + interval '90 days' order by 1;
end
$$;
comment on function public.booking_times(text, uuid, date, date) is
  'When the booking page can offer a service, an hour from now to ninety days ahead. ATNOF, ATSTA, ATVAL. Open to'
  ' everybody: times are all it tells.';
call atrium.own_as_definer('public.booking_times(text, uuid, date, date)'::regprocedure);

create function public.hold_time(slug text, service_id uuid, starts_at timestamptz)
returns table (hold_id uuid, expires_at timestamptz)
language plpgsql
as $$
#variable_conflict use_column
declare
  agency uuid := atrium.booking_agency(slug);
  wanted public.services := atrium.public_service(agency, hold_time.service_id);
  hold public.appointment_holds;
begin
  if hold_time.starts_at is null or hold_time.starts_at < now() + interval '1 hour'
    or hold_time.starts_at > now() + interval '90 days' then
    raise exception using errcode = 'ATVAL', message = 'Times are booked from an hour to ninety days ahead.',
      hint = 'Choose one of the free times.';
  elsif not exists (select from public.agencies a, atrium.free_times(agency, wanted.id,
      (hold_time.starts_at at time zone a.timezone)::date, (hold_time.starts_at at time zone a.timezone)::date) f
      where a.id = agency and f.starts_at = hold_time.starts_at) then
    perform atrium.refuse_time(agency, wanted.id, null, hold_time.starts_at, 'That time is taken.');
  elsif (select count(*) from public.appointment_holds h where h.agency_id = agency and h.source = 'online'
      and h.status = 'held' and h.expires_at > clock_timestamp()) >= 30 then
    raise exception using errcode = 'ATWEE', message = 'Many people are booking just now.',
      hint = 'Try again in some minutes.';
  end if;
  hold := atrium.make_hold(agency, wanted, hold_time.starts_at, null, interval '10 minutes', 'online');
  return query select hold.id, hold.expires_at;
end
$$;
comment on function public.hold_time(text, uuid, timestamptz) is
  'Keeps one of the offered times for ten minutes; the hold''s id is the key to it. ATNOF, ATSTA, ATVAL, ATWEE from'
  ' thirty holds on. Open to everybody: that is how people book.';
call atrium.own_as_definer('public.hold_time(text, uuid, timestamptz)'::regprocedure);

create function public.book_time(slug text, hold_id uuid, name text, phone text, email text default null,
  message text default null) returns table (starts_at timestamptz, ends_at timestamptz, service text, status text)
language plpgsql
as $$
#variable_conflict use_column
declare
  agency uuid := atrium.booking_agency(slug);
  hold public.appointment_holds := atrium.live_hold(agency, book_time.hold_id);
  digits text := nullif(atrium.e164(phone, (select a.settings ->> 'phone_country' from public.agencies a
    where a.id = agency)), '');
  known uuid;
  who uuid;
  made public.appointments;
begin
  if hold.source <> 'online' then
    raise exception using errcode = 'ATNOF', message = 'This hold does not exist.', hint = 'Choose a time again.';
  elsif coalesce(btrim(book_time.name), '') = '' or length(book_time.name) > 200 or digits is null
    or digits !~ '^\+[1-9][0-9]{1,14}$' or length(book_time.message) > 2000
    or btrim(book_time.email) <> '' and (book_time.email not like '%_@_%' or length(book_time.email) > 320) then
    raise exception using errcode = 'ATVAL', message = 'We need your name and a phone number with its country code.',
      hint = 'Write the number as +49 30 1234567; an e-mail address, if you give one, has an @.';
  end if;
  select c.id into known from public.contacts c where c.agency_id = agency and c.phone = digits;
  who := coalesce(known, atrium.caller_of(agency, digits, book_time.name));
  if known is null then
    update public.contacts c set source = 'booking page', email = nullif(btrim(book_time.email), '') where c.id = who;
  elsif (select count(*) from public.appointments a where a.agency_id = agency and a.contact_id = known
      and a.source = 'online' and a.status in ('pending', 'confirmed') and a.scheduled_at > now()) >= 5 then
    raise exception using errcode = 'ATWEE', message = 'There are five bookings with this number already.',
      hint = 'Call us, and we find a time together.';
  end if;
  -- whoever knows a number may not rewrite whose it is: what he says of himself goes to the notes
  made := atrium.book_held(hold, who, nullif(concat_ws(E'\n', nullif(btrim(book_time.message), ''), case when known
    is not null then 'Booked online as ' || concat_ws(', ', btrim(book_time.name), btrim(book_time.email)) end), ''));
  return query select made.scheduled_at, made.ends_at, made.service_type, made.status::text;
end
$$;
comment on function public.book_time(text, uuid, text, text, text, text) is
  'Makes a hold of the booking page an appointment that waits to be confirmed; whoever is new becomes a contact. ATNOF,'
  ' ATEXP, ATVAL, ATWEE from five bookings a number on. Open to everybody: that is how people book.';
call atrium.own_as_definer('public.book_time(text, uuid, text, text, text, text)'::regprocedure);

grant execute on function public.booking_page(text), public.booking_times(text, uuid, date, date),
  public.hold_time(text, uuid, timestamptz), public.book_time(text, uuid, text, text, text, text)
  to anon, authenticated;
