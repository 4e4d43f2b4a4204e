import { useDebouncedValue } from '@mantine/hooks';
import {
  IconAlertTriangle,
  IconArrowRight,
  IconBolt,
  IconBuilding,
  IconBuildingCommunity,
  IconFile,
  IconHistory,
  IconMail,
  IconUser,
  type Icon,
} from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate, useRouter } from '@tanstack/react-router';
import { placesOf } from '@/features/kernel/settings/places';
import { best } from '@/lib/words/fuzzy';
import { myAgencies, switchAgency, useMe } from '@/lib/session';
import { useActiveShortcuts } from '@/lib/shortcuts';
import { refused } from '@/lib/toast';
import { addressOf, found, recentOf, remember, type Found } from './records';

export type Item = {
  id: string;
  group: string;
  label: string;
  detail?: string | undefined;
  keys?: string | undefined;
  Icon: Icon;
  run: () => void;
};

const icons: Record<string, Icon> = {
  client: IconBuildingCommunity,
  communication: IconMail,
  alert: IconAlertTriangle,
  document: IconFile,
  contact: IconUser,
};

export function usePaletteItems(query: string): { items: Item[]; searching: boolean } {
  const me = useMe();
  const router = useRouter();
  const navigate = useNavigate();
  const agency = me.agency?.id ?? '';
  const [settled] = useDebouncedValue(query.trim(), 120);
  const records = useQuery({ ...found(settled), placeholderData: keepPreviousData });
  const agencies = useQuery(myAgencies).data ?? [];
  const shortcuts = useActiveShortcuts();

  const openRecord = (record: Found) => {
    remember(agency, record);
    router.history.push(addressOf(record));
  };
  const recordItem = (record: Found, group: string, Icon?: Icon): Item => ({
    id: `${group}-${record.kind}-${record.id}`,
    group,
    label: record.title,
    detail: record.subtitle ?? undefined,
    Icon: Icon ?? icons[record.kind] ?? IconFile,
    run: () => openRecord(record),
  });
  const actions: Item[] = shortcuts
    .filter((shortcut) => shortcut.hidden !== true)
    .map((shortcut) => ({
      id: `key-${shortcut.keys}`,
      group: shortcut.group === 'Help' ? 'Actions' : shortcut.group,
      label: shortcut.label,
      keys: shortcut.keys,
      Icon: shortcut.group === 'Go to' ? IconArrowRight : IconBolt,
      run: shortcut.run,
    }));
  const places: Item[] = placesOf(me)
    .flatMap((group) => group.places)
    .map(({ to, label }) => ({
      id: to,
      group: 'Go to',
      label,
      Icon: IconArrowRight,
      run: () => void navigate({ to }),
    }));
  const others: Item[] = agencies
    .filter((one) => !one.is_current)
    .map((one) => ({
      id: one.agency_id,
      group: 'Switch agency',
      label: `Switch to ${one.name}`,
      Icon: IconBuilding,
      run: () =>
        void switchAgency(one.agency_id).catch((error: unknown) => refused(error, 'The agency was not switched')),
    }));

  const matching = best([...actions, ...(query.trim() === '' ? [] : places), ...others], query, (item) => item.label);
  const recent = query.trim() === '' ? recentOf(agency).map((one) => recordItem(one, 'Recent', IconHistory)) : [];
  const hits = query.trim().length > 1 ? (records.data ?? []).map((one) => recordItem(one, 'Records')) : [];
  const order = [...recent, ...hits, ...sorted(matching)];
  return { items: order, searching: records.isFetching || settled !== query.trim() };
}

/** Groups stay together, in the order of their best item. */
function sorted(items: Item[]): Item[] {
  const groups = [...new Set(items.map((item) => item.group))];
  return groups.flatMap((group) => items.filter((item) => item.group === group));
}
