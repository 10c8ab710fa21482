/**
 * Runs the tasks of one key one after another, in the order in which they were added. Tasks of different keys do not
 * wait for each other. A key without tasks costs no memory.
 */
export class KeyedQueue<Key = string> {
  private readonly last = new Map<Key, Promise<void>>();

  isBusy(key: Key): boolean {
    return this.last.has(key);
  }

  /** Settles as the task does. A task that rejects does not hold up those behind it. */
  add<Result>(key: Key, task: () => Promise<Result>): Promise<Result> {
    const running = (this.last.get(key) ?? Promise.resolve()).then(task);
    const ended: Promise<void> = running.then(
      () => this.forget(key, ended),
      () => this.forget(key, ended),
    );
    this.last.set(key, ended);
    return running;
  }

  /** Resolves when no key has a task, those included that are added meanwhile. */
  async idle(): Promise<void> {
    while (this.last.size > 0) await Promise.all(this.last.values());
  }

  private forget(key: Key, ended: Promise<void>): void {
    if (this.last.get(key) === ended) this.last.delete(key);
  }
}
