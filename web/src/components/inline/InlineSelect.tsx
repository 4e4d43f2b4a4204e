import { Menu, UnstyledButton } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './Inline.module.css';

export type Choice = { value: string | null; label: string; icon?: ReactNode };
type Props = {
  label: string;
  value: string | null;
  choices: Choice[];
  onPick: (value: string | null) => void;
  editable: boolean;
  children: ReactNode;
};

/** Shows a value; a click or Enter opens its choices in place. */
export function InlineSelect({ label, value, choices, onPick, editable, children }: Props) {
  if (!editable) return <span className={classes.still}>{children}</span>;
  return (
    <Menu position="bottom-start" width={220}>
      <Menu.Target>
        <UnstyledButton className={classes.cell} aria-label={label} onClick={(event) => event.stopPropagation()}>
          {children}
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown mah={320} style={{ overflowY: 'auto' }} onClick={(event) => event.stopPropagation()}>
        {choices.map((choice) => (
          <Menu.Item
            key={choice.value ?? 'none'}
            leftSection={choice.icon}
            onClick={() => onPick(choice.value)}
            rightSection={choice.value === value ? <IconCheck size={14} aria-label="current" /> : null}
          >
            {choice.label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
