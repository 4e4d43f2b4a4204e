drop function atrium.by_function();
drop function atrium.immutable();
drop function atrium.touch();
drop procedure atrium.own_as_definer(regprocedure);
