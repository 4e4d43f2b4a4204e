drop function atrium.sign_in_by_provider(text, jsonb, uuid, text, text, text, text);
drop function atrium.identity_data(jsonb);
drop function atrium.name_providers(uuid);
drop function atrium.join_by_address(text, text, text, text);
drop function atrium.is_invited(text);
drop function atrium.take_way(text);
drop function atrium.begin_way(text, bytea);
drop table atrium.provider_ways;
