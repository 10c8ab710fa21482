const FORM = /^(\d{1,15})-(\d{1,10})$/;

/** Where an event stands in the log of its instance; ids of one log rise. Opaque to clients. */
export type LogId = string;

export const isLogId = (text: string): boolean => FORM.test(text);

const partsOf = (id: LogId): readonly [number, number] => {
  const [, ms = '0', sequence = '0'] = FORM.exec(id) ?? [];
  return [Number(ms), Number(sequence)];
};

export const momentOf = (id: LogId): number => partsOf(id)[0];

export function isAfter(one: LogId, other: LogId): boolean {
  const [ms, sequence] = partsOf(one);
  const [otherMs, otherSequence] = partsOf(other);
  return ms === otherMs ? sequence > otherSequence : ms > otherMs;
}
