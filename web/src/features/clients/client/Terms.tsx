import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { InlineText } from '@/components/inline/InlineText';
import { amountOf } from '@/lib/words/format';
import { dataOf, Refusal } from '@/lib/refusal';
import { useMay, useMe } from '@/lib/session';
import { supabase } from '@/lib/data/supabase';
import { refused } from '@/lib/toast';
import { termsOf } from './client';
import classes from './Client.module.css';

/** What the contract is worth. Only those who may see money get this far. */
export function Terms({ clientId }: { clientId: string }) {
  const me = useMe();
  const may = useMay();
  const client = useQueryClient();
  const query = useQuery(termsOf(clientId));
  const currency = query.data?.currency ?? me.agency?.currency ?? 'EUR';
  const value = query.data?.contract_value ?? null;
  const save = useMutation({
    mutationFn: async (text: string | null) => {
      const amount = text === null ? null : Number(text.replace(',', '.'));
      if (amount !== null && (!Number.isFinite(amount) || amount < 0)) {
        throw new Refusal('An amount is a number such as 12000 or 12000.50.', 'ATVAL');
      }
      await dataOf(
        supabase
          .from('client_terms')
          .upsert({ client_id: clientId, contract_value: amount, currency }, { onConflict: 'client_id' })
          .select('client_id'),
      );
    },
    onError: (error) => void refused(error, 'The value was not changed', 'client_terms:update'),
    onSettled: () => client.invalidateQueries({ queryKey: ['clients', 'terms', clientId] }),
  });
  if (!query.isSuccess) return null;
  return (
    <div>
      <dt>Value</dt>
      <dd className={classes.money}>
        <InlineText
          label="Contract value"
          value={value === null ? null : String(value)}
          editable={may('client_terms:update')}
          shown={value === null ? undefined : amountOf(value)}
          onSave={(text) => save.mutate(text)}
        />
        {value !== null && <small>{currency}</small>}
      </dd>
    </div>
  );
}
