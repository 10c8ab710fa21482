/** Runs jobs one after another, in the order they were handed in; a failed job does not stop the next. */
export class Serial {
  private tail: Promise<unknown> = Promise.resolve();

  run<T>(job: () => Promise<T>): Promise<T> {
    const done = this.tail.then(job);
    this.tail = done.catch(() => undefined);
    return done;
  }

  /** Resolves when everything handed in so far is done. */
  async idle(): Promise<void> {
    await this.tail;
  }
}
