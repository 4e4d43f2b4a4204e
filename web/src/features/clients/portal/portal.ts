import { queryOptions } from '@tanstack/react-query';
import type { Row } from '@/lib/data/catalogue';
import { dataOf } from '@/lib/refusal';
import { supabase } from '@/lib/data/supabase';

export type Home = Pick<
  Row<'clients'>,
  'id' | 'name' | 'retention_type' | 'contract_start_date' | 'contract_end_date'
>;

/** The one client of a contact user, with what concerns them. */
export const homeClient = (clientId: string) =>
  queryOptions({
    queryKey: ['clients', 'home', clientId],
    queryFn: async ({ signal }): Promise<Home> =>
      dataOf(
        supabase
          .from('clients')
          .select('id,name,retention_type,contract_start_date,contract_end_date')
          .eq('id', clientId)
          .abortSignal(signal)
          .single(),
      ),
  });
