-- A mail is taken once, comes again if it isn't finished, keeps no secret once it is, and is given up after an hour.
do $$
declare
  one uuid;
  taken record;
begin
  -- what waits here already is not what this is about
  delete from atrium.mails;
  set local role atrium_auth;
  one := atrium.queue_mail('recovery', 'Who@verify.test', '{"token": "t"}', 'sealed');
  select * into taken from atrium.take_mail();
  assert taken.id = one and taken.recipient = 'who@verify.test' and taken.sealed = 'sealed', 'another mail';
  assert not exists (select from atrium.take_mail()), 'taken twice';
  perform atrium.decide_mail(one, 'signup', 'else@verify.test'), atrium.finish_mail(one, 'waiting', 'busy');
  reset role;
  update atrium.mails set next_attempt_at = now();
  set local role atrium_auth;
  select * into taken from atrium.take_mail();
  assert taken.kind = 'signup' and taken.recipient = 'else@verify.test' and taken.request is null, 'decided anew';
  perform atrium.finish_mail(one, 'sent', null), atrium.finish_mail(one, 'failed', 'late');
  reset role;
  assert (select state = 'sent' and sealed is null and attempts = 2 from atrium.mails where id = one),
    'it keeps secrets';

  perform atrium.queue_mail('recovery', 'late@verify.test', '{}', 'sealed');
  update atrium.mails set created_at = now() - interval '61 minutes', done_at = done_at - interval '25 hours';
  assert not exists (select from atrium.take_mail()), 'a mail goes out whose link is over';
  assert (select count(*) = 1 and bool_and(state = 'failed') from atrium.mails), 'old mail stays';
end $$;
