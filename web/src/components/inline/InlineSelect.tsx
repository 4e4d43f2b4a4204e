import { Menu, UnstyledButton } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './Inline.module.css';

export type Choice<Value extends string = string> = { value: Value | null; label: string; icon?: ReactNode };
type Props<Value extends string> = {
  label: string;
  value: Value | null;
  choices: Choice<Value>[];
  onPick: (value: Value | null) => void;
  editable: boolean;
  children: ReactNode;
};

/** Shows a value; a click or Enter opens its choices in place. */
export function InlineSelect<Value extends string>({
  label,
  value,
  choices,
  onPick,
  editable,
  children,
}: Props<Value>) {
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
