delete from atrium.role_rights where resource in ('equipment', 'equipment_checkouts');
drop view public.v_campaign_equipment;
drop table public.equipment_checkouts;
drop table public.equipment;
drop function atrium.follow_checkouts();
drop function atrium.complete_equipment();
drop domain public.equipment_condition;
drop domain public.checkout_status;
drop domain public.equipment_status;
