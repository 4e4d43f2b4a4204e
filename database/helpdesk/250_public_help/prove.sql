-- Nothing of the help centre but what is public leaves without signing in, of no agency.
select tests.help_center();
do $$
declare
  all_said text;
begin
  perform tests.become_anon();
  select concat(public.help_center('alpha'), (select string_agg(a::text, '') from public.help_articles('alpha') a),
    (select string_agg(s::text, '') from public.search_help('alpha', 'lemonade or nobody or secret') s),
    (select string_agg(s::text, '') from public.search_help('alpha', 'secrt of lemonad') s)) into all_said;
  assert all_said like '%Making lemonade%' and all_said !~ '(Draft|Secret|Ordering|Back room|elsewhere)', all_said;
  assert tests.refused('select from atrium.public_article(''alpha'', ''x'', ''en'')', '42501'), 'the row itself';
  assert tests.refused('select from atrium.help_agency(''alpha'')', '42501'), 'the key of an agency';
  perform tests.reset();
end $$;
