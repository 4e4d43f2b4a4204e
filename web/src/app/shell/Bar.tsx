import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconBuildingPlus, IconMailPlus, IconPlus, IconSearch } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useMay, useMe } from '@/lib/session';
import { Bell } from './Bell';
import { MeMenu } from './MeMenu';
import { mac } from './platform';
import classes from './Shell.module.css';

type Props = { slot: (element: HTMLElement | null) => void; onSearch: () => void; onShortcuts: () => void };

export function Bar({ slot, onSearch, onShortcuts }: Props) {
  const me = useMe();
  return (
    <header className={classes.bar}>
      <div className={classes.slot} ref={slot} />
      <div className={classes.tools}>
        <button type="button" className={`${classes.search} ${classes.wideOnly}`} onClick={onSearch}>
          <IconSearch size={14} aria-hidden /> Search <kbd>{mac ? '⌘K' : 'Ctrl K'}</kbd>
        </button>
        <ActionIcon hiddenFrom="sm" onClick={onSearch} aria-label="Search">
          <IconSearch size={18} stroke={1.6} />
        </ActionIcon>
        <New />
        {me.role !== 'customer' && <Bell />}
        <MeMenu onShortcuts={onShortcuts} />
      </div>
    </header>
  );
}

function New() {
  const may = useMay();
  const navigate = useNavigate();
  const choices = [
    { right: 'clients:insert', label: 'New client', to: '/clients/new', Icon: IconBuildingPlus },
    { right: 'invitations:insert', label: 'Invite a person', to: '/settings/invitations', Icon: IconMailPlus },
  ].filter((choice) => may(choice.right));
  if (choices.length === 0) return null;
  return (
    <Menu position="bottom-end" width={200}>
      <Menu.Target>
        <Button variant="default" size="xs" leftSection={<IconPlus size={14} aria-hidden />} px="xs">
          New
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {choices.map(({ label, to, Icon }) => (
          <Menu.Item key={to} leftSection={<Icon size={16} stroke={1.6} />} onClick={() => void navigate({ to })}>
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
