/** The records that survive a restart. `save` takes a function, which is called at the next flush. */
export interface RecordLog {
  load(kind: string): ReadonlyMap<string, unknown>;
  save(kind: string, id: string, value: () => unknown): void;
  delete(kind: string, id: string): void;
  close(): void;
}

/** Stores nothing: without a data folder every sandbox starts empty. */
export const discardingLog: RecordLog = {
  load: () => new Map(),
  save: () => undefined,
  delete: () => undefined,
  close: () => undefined,
};
