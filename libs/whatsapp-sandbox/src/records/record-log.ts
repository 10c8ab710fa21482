/** Where a sandbox keeps what must survive its process. Values are rendered late, at the next flush. */
export interface RecordLog {
  load(kind: string): ReadonlyMap<string, unknown>;
  save(kind: string, id: string, value: () => unknown): void;
  remove(kind: string, id: string): void;
  close(): void;
}

/** Keeps nothing: the sandbox begins anew each time. */
export const forgetfulLog: RecordLog = {
  load: () => new Map(),
  save: () => undefined,
  remove: () => undefined,
  close: () => undefined,
};
