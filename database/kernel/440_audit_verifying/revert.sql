drop function public.audit_chain_state();
drop function public.verify_audit_chain();
drop function atrium.audit_chains();
drop function atrium.audit_faults(uuid);
