insert into public.communications (client_id, type, subject) values (md5('client1-7')::uuid, 'email', 'Measured')
returning id::text;
