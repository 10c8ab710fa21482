/** Receives each failure of work that runs in the background. */
export type BackgroundFailureListener = (work: string, error: unknown) => void;

const listeners = new Set<BackgroundFailureListener>();

/**
 * Runs work that no caller awaits. Its failure goes to the listeners and ends there, so it never becomes an unhandled
 * rejection. Work whose failure must have a consequence is awaited instead.
 */
export function runInBackground(work: string, running: PromiseLike<unknown>): void {
  running.then(undefined, (error: unknown) => reportBackgroundFailure(work, error));
}

/** Without a listener, as before an app has started, the failure is written to stderr. */
export function reportBackgroundFailure(work: string, error: unknown): void {
  if (listeners.size === 0) process.stderr.write(`${work} failed: ${String(error)}\n`);
  for (const listener of listeners) listener(work, error);
}

/** Returns the function that takes the listener away again. */
export function onBackgroundFailure(listener: BackgroundFailureListener): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
