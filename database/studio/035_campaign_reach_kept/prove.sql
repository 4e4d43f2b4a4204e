-- Kept plans answer each person for himself.
select tests.studio();
do $$
declare
  said text := '';
  person text;
begin
  foreach person in array array['owner', 'pm', 'creative', 'member', 'customer', 'stranger', 'pm'] loop
    perform tests.act(person);
    set local role none;
    said := said || coalesce(atrium.campaign_reach(tests.id('c1')), 'none')
      || (select count(*) from atrium.writable_campaigns()) || ' ';
  end loop;
  assert said = 'write3 write1 read0 read0 read0 none1 write1 ', said;
  perform tests.reset();
  assert atrium.campaign_reach(tests.id('c1')) is null, 'nobody reaches a campaign';
end $$;
