import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';
import type { Search } from './address';

/** What the address holds after `?`, and a way to change parts of it. Empty values leave the address. */
export function useAddress(): [Search, (patch: Search, push?: boolean) => void] {
  const search = useSearch({ strict: false }) as Search;
  const navigate = useNavigate();
  const change = useCallback(
    (patch: Search, push = false) => {
      void navigate({ to: '.', search: (old: Search) => ({ ...old, ...patch }), replace: !push });
    },
    [navigate],
  );
  return [search, change];
}
