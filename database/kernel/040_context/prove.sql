-- A right is found whole: neither a part of its name nor a pattern is enough.
do $$
begin
  perform set_config('atrium.rights', ' clients:select documents:update ', true);
  assert atrium.may('clients:select') and atrium.may('documents:update'), 'a right that is held is denied';
  assert not atrium.may('clients:sel') and not atrium.may('ents:select') and not atrium.may('%')
    and not atrium.may('clients:select documents'), 'a part of a right is enough';
  assert atrium.may('') is not true and atrium.may(null) is not true, 'no right is enough';
end $$;
