/**
 * The writes of one session that are under way. `settled` is a snapshot: it waits for what was begun so far and for
 * nothing that comes later; a busy session would otherwise never settle.
 */
export class PendingWrites {
  private readonly running = new Set<Promise<void>>();
  private failure: { readonly error: unknown } | undefined;

  constructor(private readonly onFailure: (error: unknown) => void) {}

  get isIdle(): boolean {
    return this.running.size === 0 && this.failure === undefined;
  }

  /** Nothing to add when nothing was begun. */
  add(write: Promise<void> | undefined): void {
    if (!write) return;
    const watched: Promise<void> = write
      .catch((error: unknown) => {
        this.failure ??= { error };
        this.onFailure(error);
      })
      .then(() => void this.running.delete(watched));
    this.running.add(watched);
  }

  /** Rejects from the first failed write on. */
  async settled(): Promise<void> {
    await Promise.all(this.running);
    if (this.failure) throw this.failure.error;
  }
}
