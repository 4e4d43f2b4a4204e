import { Modal, Text } from '@mantine/core';
import { singleKeysOn, useActiveShortcuts } from '@/lib/shortcuts';
import { mac } from '../shell/platform';
import classes from './Palette.module.css';

/** What the keys do on this screen, now. */
export function ShortcutSheet({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const shortcuts = useActiveShortcuts();
  const palette = { keys: mac ? '⌘ k' : 'Ctrl k', label: 'Search, go to, create', group: 'Help' };
  const all = [...shortcuts.filter((shortcut) => shortcut.hidden !== true), palette];
  const groups = [...new Set(all.map((shortcut) => shortcut.group))];
  return (
    <Modal opened={opened} onClose={onClose} title="Shortcuts" size="lg" closeButtonProps={{ 'aria-label': 'Close' }}>
      {!singleKeysOn() && (
        <Text size="sm" c="dimmed" mb="sm">
          Single keys are off. Settings, Appearance switches them on.
        </Text>
      )}
      <div className={classes.sheet}>
        {groups.map((group) => (
          <section key={group}>
            <h3>{group}</h3>
            <dl>
              {all
                .filter((shortcut) => shortcut.group === group)
                .map((shortcut) => (
                  <div key={shortcut.keys}>
                    <dd>
                      {shortcut.keys.split(' ').map((key) => (
                        <kbd key={key}>{shown(key)}</kbd>
                      ))}
                    </dd>
                    <dt>{shortcut.label}</dt>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
}

const shown = (key: string): string =>
  key
    .replace('shift+', '⇧')
    .replace('Arrow', '')
    .replace('mod+', mac ? '⌘' : 'Ctrl ')
    .replace(/^[a-z]$/, (letter) => letter.toUpperCase());
