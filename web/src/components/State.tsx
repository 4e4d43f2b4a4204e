import classes from './State.module.css';

export type Tone = 'green' | 'amber' | 'red' | 'blue' | 'grey';
type Shape = 'dot' | 'ring' | 'square' | 'bar1' | 'bar2' | 'bar3' | 'bar4';

/** A state is a dot and a word: never colour alone. */
export function State({
  tone,
  word,
  shape = 'dot',
  quiet = false,
}: {
  tone: Tone;
  word: string;
  shape?: Shape;
  quiet?: boolean;
}) {
  return (
    <span className={classes.state} data-tone={tone} data-quiet={quiet || undefined}>
      {shape.startsWith('bar') ? <Bars level={Number(shape.slice(3))} /> : <i data-shape={shape} aria-hidden />}
      <span>{word}</span>
    </span>
  );
}

function Bars({ level }: { level: number }) {
  return (
    <b aria-hidden className={classes.bars}>
      {[1, 2, 3, 4].map((at) => (
        <i key={at} data-on={at <= level || undefined} />
      ))}
    </b>
  );
}
