delete from atrium.role_rights where resource in ('rate_cards', 'rate_card_costs');
drop view public.v_rate_cards;
drop table public.rate_card_costs;
drop table public.rate_cards;
drop domain public.rate_card_state;
drop domain public.unit_of_measure;
drop domain public.seniority_level;
drop domain public.discipline;
