-- Field by field: built-in, agency, person; brand and constraints of the agency hold whatever a person says.
select tests.two_agencies();
insert into public.agency_cartridges (agency_id, type, name, is_default, data) values
  (tests.id('a'), 'style', 'House', true, '{"tone": "bold", "vocabulary_level": "plain", "call_to_action_style": ""}'),
  (tests.id('a'), 'style', 'Spare', false, '{"tone": "shy"}'),
  (tests.id('a'), 'instruction', 'Rules', true, '{"rules": ["Write British English"], "constraints":
    ["Never promise a ranking", " "], "examples": "One example"}'),
  (tests.id('a'), 'brand', 'Brand', true, '{"company_name": "Alpha", "core_values": [], "industry": null}'),
  (tests.id('b'), 'style', 'Far', true, '{"tone": "far"}');
insert into public.style_cartridges (user_id, name, tone) values (tests.id('pm'), 'Mine', 'warm');
insert into public.brand_cartridges (user_id, name, company_name, industry) values
  (tests.id('pm'), 'Mine', 'My own firm', 'Drinks');
insert into public.instruction_cartridges (user_id, name, extracted_knowledge) values (tests.id('pm'), 'Mine',
  '{"guidelines": ["Begin with a summary"], "examples": ["1", "2", "3", "4", "5", "6"], "constraints": ["none"]}');
do $$
declare
  m jsonb;
  prompt text;
begin
  perform tests.act('pm');
  m := public.merge_cartridges();
  prompt := public.preview_prompt();
  perform tests.reset();
  assert m #>> '{style,tone}' = 'warm' and m #>> '{fields,style.tone}' = 'user', 'the person''s tone';
  assert m #>> '{style,vocabulary_level}' = 'plain' and m #>> '{fields,style.vocabulary_level}' = 'agency', 'agency';
  assert m #>> '{style,call_to_action_style}' = 'one plain next step', 'an empty field counts';
  assert m #>> '{preference,response_length}' = 'medium' and m #>> '{fields,preference.formality}' = 'built-in',
    'built-in';
  assert m #>> '{brand,company_name}' = 'Alpha' and m #>> '{brand,industry}' = 'Drinks'
    and m #>> '{fields,brand.company_name}' = 'agency' and m #>> '{fields,brand.industry}' = 'user', 'brand';
  assert m #> '{instruction,rules}' = '["Write British English", "Begin with a summary"]', 'rules';
  assert jsonb_array_length(m #> '{instruction,constraints}') = 4
    and m #>> '{instruction,constraints,3}' = 'Never promise a ranking', 'constraints';
  assert jsonb_array_length(m #> '{instruction,examples}') = 5
    and m #>> '{instruction,examples,0}' = 'One example', 'examples';
  assert jsonb_array_length(m -> 'used') = 6, 'versions used';
  assert prompt like '%## Always%3. %4. "Never promise a ranking"%## Company%"Alpha"%## Style%"warm"%## Rules%',
    'the prompt';
  assert prompt not like '%far%' and prompt not like '%shy%' and prompt not like '%My own firm%', 'too much said';
  update public.agency_cartridges set data = jsonb_build_object('constraints', (select jsonb_agg('c' || n)
    from generate_series(1, 3000) n), 'rules', (select jsonb_agg('rule ' || n) from generate_series(1, 3000) n))
  where type = 'instruction';
  perform tests.act('pm');
  prompt := public.preview_prompt();
  assert prompt like '%"c3000"%' and prompt like '%"rule 200"%' and prompt not like '%"rule 3000"%', 'the budget';
  perform tests.act('owner');
  assert public.merge_cartridges() #>> '{style,tone}' = 'bold', 'the person''s own reached another';
  perform tests.reset();
end $$;
