revoke insert (extracted_knowledge), update (extracted_knowledge) on public.instruction_cartridges from authenticated;
alter table public.instruction_cartridges drop constraint instruction_cartridges_size;
