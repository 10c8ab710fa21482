type Handing = () => Promise<void> | undefined;

/**
 * Hands events to the listener in the order in which they happened, although some wait until their row is stored.
 * While none waits, an event is handed over at once, in the same tick.
 */
export class EventOrder {
  private last: Promise<unknown> | undefined;

  /**
   * `ready` is what the event waits for. The promise settles when the listener is done with the event, and rejects,
   * without handing it over, when `ready` rejects. Later events wait until this one is handed over, not until it is
   * done.
   */
  hand(handOver: Handing, ready?: Promise<void>): Promise<void> | undefined {
    const { last } = this;
    if (!ready && !last) return handOver();
    const begun = Promise.all([ready, last]).then(() => ({ done: handOver() }));
    const next: Promise<void> = begun.then(
      () => this.forget(next),
      () => this.forget(next),
    );
    this.last = next;
    return begun.then(({ done }) => done);
  }

  private forget(finished: Promise<void>): void {
    if (this.last === finished) this.last = undefined;
  }
}
