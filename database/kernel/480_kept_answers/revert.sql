drop function atrium.keep_answer(text, integer, jsonb, bytea);
drop function atrium.claim_answer(text, bytea);
drop function atrium.kept_answer(text, bytea);
drop function atrium.answers_of();
drop table atrium.kept_answers;
