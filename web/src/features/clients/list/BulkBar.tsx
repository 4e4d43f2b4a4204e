import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useReason } from '@/components/feedback/useReason';
import { Face } from '@/components/Person';
import classes from '@/components/table/DataTable.module.css';
import { plural } from '@/lib/words/format';
import { useStaff } from '@/lib/data/people';
import { useMay } from '@/lib/session';
import { useStatusChange } from '../cells';
import { edit, move, useClientChange } from '../changes';
import { useStages, type Stage } from '../overview';
import { choicesOf, statuses } from '../words';

/** What can be done with the selected rows, at the foot of the list. */
export function BulkBar({ ids, onDone }: { ids: string[]; onDone: () => void }) {
  const may = useMay();
  const stages = useStages();
  const staff = useStaff();
  const change = useClientChange();
  const [setStatus, statusDialog] = useStatusChange();
  const [ask, moveDialog] = useReason();
  const many = plural(ids.length, 'client');
  const moveTo = (stage: Stage) => {
    if (!stage.needs_confirmation) change(move(ids, stage));
    else
      ask({
        title: `Move ${many} to ${stage.name}`,
        label: 'Why (kept in their history)',
        verb: 'Move clients',
        required: false,
        onGive: (note) => change(move(ids, stage, note)),
      });
  };
  return (
    <div className={classes.bulk} role="toolbar" aria-label="Selected clients">
      <span>{many} selected</span>
      {may('clients:move') && (
        <Choices label="Move stage">
          {stages.map((stage) => (
            <Menu.Item key={stage.id} onClick={() => moveTo(stage)}>
              {stage.name}
            </Menu.Item>
          ))}
        </Choices>
      )}
      {may('clients:update') && (
        <Choices label="Assign owner">
          {staff.map((one) => (
            <Menu.Item
              key={one.id}
              leftSection={<Face name={one.name} photo={one.photo} />}
              onClick={() =>
                change(edit(ids, { owner_id: one.id }, { owner_name: one.name }, `${many} now with ${one.name}`))
              }
            >
              {one.name}
            </Menu.Item>
          ))}
        </Choices>
      )}
      {may('clients:set_status') && (
        <Choices label="Set status">
          {choicesOf(statuses).map(({ value, label }) => (
            <Menu.Item key={value} onClick={() => setStatus(ids, value, many)}>
              {label}
            </Menu.Item>
          ))}
        </Choices>
      )}
      <ActionIcon aria-label="Clear the selection" onClick={onDone}>
        <IconX size={16} />
      </ActionIcon>
      {statusDialog}
      {moveDialog}
    </div>
  );
}

function Choices({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <Menu position="top" width={220}>
      <Menu.Target>
        <Button variant="default">{label}</Button>
      </Menu.Target>
      <Menu.Dropdown mah={320} style={{ overflowY: 'auto' }}>
        {children}
      </Menu.Dropdown>
    </Menu>
  );
}
