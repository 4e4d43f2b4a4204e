delete from atrium.role_rights where resource in ('employees', 'employee_rates');
drop table public.employee_rates;
drop table public.employees;
