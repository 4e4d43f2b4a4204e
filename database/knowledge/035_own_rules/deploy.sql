-- A person may write rules and examples down himself; until now they came out of files only, which not everybody has.
alter table public.instruction_cartridges
  add constraint instruction_cartridges_size check (length(extracted_knowledge::text) <= 200000);
grant insert (extracted_knowledge), update (extracted_knowledge) on public.instruction_cartridges to authenticated;
