-- Only known variables, filled in once, escaped, with the caller's eyes.
select tests.help_desk();
update public.users set full_name = 'Mara <b> {{org.name}}' where id = tests.id('customer');
update public.users set full_name = 'Aga Prowse' where id = tests.id('agent');
select tests.field('order');
update public.tickets set custom = '{"order": "17"}' where id = tests.id('mine');
do $$
begin
  assert (select relrowsecurity and relforcerowsecurity from pg_class
    where oid = 'public.response_templates'::regclass), 'not forced';
  perform tests.act('agent');
  insert into public.response_templates (title, shortcut, content) values ('Hello', 'hi',
    'Dear {{ customer.first_name | there }}, {{customer.name}}: ticket {{ticket.number}}, order {{custom.order}}, '
    '{{custom.note|none}}, {{custom.gone}}, {{agent.first_name}} of {{org.name}}, for {{company.name}}. {{');
  assert (select content = format('Dear Mara, Mara &lt;b&gt; {{org.name}}: ticket %s, order 17, none, [custom.gone],'
      ' Aga of Alpha, for Acme. {{', (select number from public.tickets where id = tests.id('mine')))
      and warnings = '{custom.gone has no value.}'
    from public.use_template((select id from public.response_templates), tests.id('mine'))), 'a rendering';
  assert (select usage_count = 1 and last_used_at is not null from public.response_templates), 'uncounted';
  assert (select content like 'Dear there, [customer.name]%' from public.render_template(
    (select id from public.response_templates), tests.id('free'))), 'a ticket of nobody';
  assert tests.refused($x$select public.render_template((select id from public.response_templates), tests.id('far'))$x$,
    'ATNOF'), 'a ticket of another agency';
  assert tests.refused($x$insert into public.response_templates (title, content) values ('x', '{{agent.password}}')$x$,
    'ATVAL'), 'an unknown variable';
  assert tests.refused($x$update public.response_templates set content = '{{ 7*7 }}'$x$, 'ATVAL'), 'an expression';
  assert tests.refused($x$insert into public.response_templates (title, content, shortcut) values ('x', 'x', 'hi')$x$,
    '23505'), 'a shortcut twice';
  perform tests.act('owner');
  assert tests.works($x$insert into public.response_templates (title, content, shortcut, visibility)
    values ('x', 'x', 'hi', 'shared')$x$), 'the shared shortcut beside it';
  assert tests.refused($x$insert into public.response_templates (title, content, visibility, team_id)
    values ('x', 'x', 'team', tests.id('teamb'))$x$, '23503'), 'a team of another agency';
  assert tests.refused($x$insert into public.response_templates (title, content, visibility) values ('x', 'x',
    'team')$x$, '23514'), 'of no team';
  perform tests.reset();
end $$;
