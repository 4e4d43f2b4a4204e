import { Checkbox, Popover, ScrollArea, Stack, TextInput } from '@mantine/core';
import { useDebouncedCallback, useDisclosure } from '@mantine/hooks';
import { IconSearch, IconX } from '@tabler/icons-react';
import { useState, type ReactNode, type Ref } from 'react';
import classes from './FilterBar.module.css';

/** The line under the bar: search and chips left, the count and more right. */
export function FilterBar({
  children,
  count,
  aside,
}: {
  children: ReactNode;
  count?: string | undefined;
  aside?: ReactNode;
}) {
  return (
    <div className={classes.bar} role="search" aria-label="Filters">
      {children}
      <div className={classes.aside}>
        {count !== undefined && (
          <span className={classes.count} role="status">
            {count}
          </span>
        )}
        {aside}
      </div>
    </div>
  );
}

type Choice = { value: string; label: string };
type ChipProps = { label: string; choices: Choice[]; chosen: string[]; onChange: (chosen: string[]) => void };

/** A filter as a chip: says what it keeps, opens to change it, clears with its cross. */
export function ChipSelect({ label, choices, chosen, onChange }: ChipProps) {
  const [opened, { toggle, close }] = useDisclosure(false);
  const names = chosen.map((value) => choices.find((choice) => choice.value === value)?.label ?? value);
  const shown =
    names.length === 0
      ? label
      : names.length < 3
        ? `${label}: ${names.join(', ')}`
        : `${label}: ${names.length} chosen`;
  const flip = (value: string) =>
    onChange(chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value]);
  return (
    <span className={classes.chip} data-on={chosen.length > 0 || undefined}>
      <Popover opened={opened} onDismiss={close} position="bottom-start" trapFocus returnFocus width={220}>
        <Popover.Target>
          <button type="button" onClick={toggle} aria-expanded={opened}>
            {shown}
          </button>
        </Popover.Target>
        <Popover.Dropdown p="xs" aria-label={label}>
          <ScrollArea.Autosize mah={300}>
            <Stack gap="xs" p="2xs">
              {choices.map((choice) => (
                <Checkbox
                  key={choice.value}
                  label={choice.label}
                  checked={chosen.includes(choice.value)}
                  onChange={() => flip(choice.value)}
                />
              ))}
            </Stack>
          </ScrollArea.Autosize>
        </Popover.Dropdown>
      </Popover>
      {chosen.length > 0 && (
        <button type="button" aria-label={`Clear ${label.toLowerCase()}`} onClick={() => onChange([])}>
          <IconX size={12} />
        </button>
      )}
    </span>
  );
}

/** Typing settles for 200 ms before it reaches the address. */
export function SearchField({
  value,
  label,
  onChange,
  ref,
}: {
  value: string;
  label: string;
  onChange: (value: string) => void;
  ref?: Ref<HTMLInputElement>;
}) {
  const [typed, setTyped] = useState(value);
  const tell = useDebouncedCallback(onChange, 200);
  const set = (next: string) => {
    setTyped(next);
    tell(next);
  };
  return (
    <TextInput
      ref={ref ?? null}
      size="xs"
      w={220}
      value={typed}
      placeholder={label}
      aria-label={label}
      type="search"
      leftSection={<IconSearch size={14} />}
      onChange={(event) => set(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Escape') {
          set('');
          event.currentTarget.blur();
        }
      }}
    />
  );
}
