import { queryOptions } from '@tanstack/react-query';
import type { Row } from '@/lib/data/catalogue';
import { dataOf } from '@/lib/refusal';
import { supabase } from '@/lib/data/supabase';

const columns = `id,code,name,sector,industry,region,market_segment,website,retention_type,contract_start_date,
  contract_end_date,primary_contact_name,primary_contact_email,primary_contact_phone,billing_contact_name,
  billing_contact_email,preferred_currency,payment_terms,invoicing_frequency,churn_reason,tags,notes,created_at`;

export type ClientRecord = Pick<Row<'clients'>, ClientField | 'id' | 'code' | 'name' | 'tags' | 'created_at'>;

export type ClientField =
  | 'sector'
  | 'industry'
  | 'region'
  | 'market_segment'
  | 'website'
  | 'retention_type'
  | 'contract_start_date'
  | 'contract_end_date'
  | 'primary_contact_name'
  | 'primary_contact_email'
  | 'primary_contact_phone'
  | 'billing_contact_name'
  | 'billing_contact_email'
  | 'preferred_currency'
  | 'payment_terms'
  | 'invoicing_frequency'
  | 'churn_reason'
  | 'notes';

export const clientRecord = (clientId: string) =>
  queryOptions({
    queryKey: ['clients', 'record', clientId],
    queryFn: ({ signal }): Promise<ClientRecord> =>
      dataOf(supabase.from('clients').select(columns).eq('id', clientId).abortSignal(signal).single()),
  });

/** What the contract is worth: no row for those who may not see it. */
export const termsOf = (clientId: string) =>
  queryOptions({
    queryKey: ['clients', 'terms', clientId],
    queryFn: async ({ signal }) =>
      (
        await dataOf(
          supabase
            .from('client_terms')
            .select('client_id,contract_value,currency')
            .eq('client_id', clientId)
            .abortSignal(signal),
        )
      )[0] ?? null,
  });

export type Contact = Pick<
  Row<'client_contacts'>,
  'id' | 'client_id' | 'name' | 'email' | 'phone' | 'title' | 'is_primary' | 'is_billing'
>;

export const contactsOf = (clientId: string) =>
  queryOptions({
    queryKey: ['clients', 'contacts', clientId],
    queryFn: async ({ signal }): Promise<Contact[]> =>
      dataOf(
        supabase
          .from('client_contacts')
          .select('id,client_id,name,email,phone,title,is_primary,is_billing')
          .eq('client_id', clientId)
          .order('is_primary', { ascending: false })
          .order('name')
          .abortSignal(signal),
      ),
  });

export type Document = Pick<
  Row<'documents'>,
  | 'id'
  | 'client_id'
  | 'name'
  | 'type'
  | 'url'
  | 'visibility'
  | 'size_bytes'
  | 'storage_path'
  | 'created_at'
  | 'created_by'
>;

export const documentsOf = (clientId: string) =>
  queryOptions({
    queryKey: ['clients', 'documents', clientId],
    queryFn: async ({ signal }): Promise<Document[]> =>
      dataOf(
        supabase
          .from('documents')
          .select('id,client_id,name,type,url,visibility,size_bytes,storage_path,created_at,created_by')
          .eq('client_id', clientId)
          .order('created_at', { ascending: false })
          .limit(200)
          .abortSignal(signal),
      ),
  });

export const stageEventsOf = (clientId: string) =>
  queryOptions({
    queryKey: ['clients', 'stage-events', clientId],
    queryFn: async ({ signal }) =>
      dataOf(
        supabase
          .from('client_stage_events')
          .select('id,from_stage_id,to_stage_id,moved_by,moved_at,note')
          .eq('client_id', clientId)
          .order('moved_at', { ascending: false })
          .limit(200)
          .abortSignal(signal),
      ),
  });
