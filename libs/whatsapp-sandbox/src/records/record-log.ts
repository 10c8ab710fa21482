/** Where a sandbox keeps what must survive its process. Values are rendered late, at the next flush. */
export interface RecordLog {
  load(kind: string): ReadonlyMap<string, unknown>;
  save(kind: string, id: string, value: () => unknown): void;
  delete(kind: string, id: string): void;
  close(): void;
}

/** Keeps nothing: the sandbox begins anew each time. */
export const discardingLog: RecordLog = {
  load: () => new Map(),
  save: () => undefined,
  delete: () => undefined,
  close: () => undefined,
};
