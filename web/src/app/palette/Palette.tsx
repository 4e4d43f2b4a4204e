import { Modal } from '@mantine/core';
import { useId, useState, type KeyboardEvent } from 'react';
import classes from './Palette.module.css';
import { usePaletteItems, type Item } from './usePaletteItems';

/** ⌘K: go to, create, find, switch agency. Everything here is also on some screen. */
export function Palette({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      withCloseButton={false}
      padding={0}
      size="lg"
      title="Search or jump to"
      classNames={{ header: 'sr-only' }}
      transitionProps={{ duration: 0 }}
    >
      <Search onClose={onClose} />
    </Modal>
  );
}

function Search({ onClose }: { onClose: () => void }) {
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  const { items, searching } = usePaletteItems(query);
  const id = useId();
  const current = Math.min(at, Math.max(items.length - 1, 0));
  const run = (item: Item | undefined) => {
    if (item === undefined) return;
    onClose();
    item.run();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0 && items.length > 0) {
      event.preventDefault();
      const next = (current + step + items.length) % items.length;
      setAt(next);
      document.getElementById(`${id}-${next}`)?.scrollIntoView({ block: 'nearest' });
    }
    if (event.key === 'Enter') {
      event.preventDefault();
      run(items[current]);
    }
  };
  return (
    <div className={classes.palette}>
      <input
        data-autofocus
        value={query}
        placeholder="Search or jump to…"
        role="combobox"
        aria-expanded="true"
        aria-label="Search or jump to"
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={items.length > 0 ? `${id}-${current}` : undefined}
        onChange={(event) => {
          setQuery(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div className={classes.list} role="listbox" id={`${id}-list`} aria-label="Results">
        {items.map((item, index) => (
          <div key={item.id} role="presentation">
            {items[index - 1]?.group !== item.group && (
              <div className={classes.group} role="presentation">
                {item.group}
              </div>
            )}
            <div
              id={`${id}-${index}`}
              role="option"
              aria-selected={index === current}
              className={classes.item}
              onMouseMove={() => setAt(index)}
              onClick={() => run(item)}
            >
              <item.Icon size={16} stroke={1.6} aria-hidden />
              <span>{item.label}</span>
              {item.detail !== undefined && <small>{item.detail}</small>}
              {item.keys !== undefined && <kbd>{item.keys}</kbd>}
            </div>
          </div>
        ))}
      </div>
      <div className={classes.foot} role="status">
        {items.length === 0
          ? searching
            ? 'Searching…'
            : 'Nothing matches.'
          : '↑↓ to choose · Enter to open · Esc to close'}
      </div>
    </div>
  );
}
