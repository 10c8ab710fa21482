/** What was handed out and not yet acknowledged. */
export class InHand {
  private readonly ids = new Set<string>();
  private readonly waiting = new Set<() => void>();

  has(id: string): boolean {
    return this.ids.has(id);
  }

  add(id: string): void {
    this.ids.add(id);
  }

  delete(id: string): boolean {
    const had = this.ids.delete(id);
    for (const look of this.waiting) look();
    return had;
  }

  /** Resolves when no more than `count` are left, or when `signal` aborts. */
  async atMost(count: number, signal: AbortSignal): Promise<void> {
    if (this.ids.size <= count || signal.aborted) return;
    await new Promise<void>((resolve) => {
      const look = () => {
        if (this.ids.size > count && !signal.aborted) return;
        this.waiting.delete(look);
        signal.removeEventListener('abort', look);
        resolve();
      };
      this.waiting.add(look);
      signal.addEventListener('abort', look);
    });
  }
}
