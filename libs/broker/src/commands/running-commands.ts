export interface RunningCommand {
  readonly signal: AbortSignal;
  end(): void;
}

/** The commands under way here, each with its own end. */
export class RunningCommands {
  private readonly controllers = new Map<string, AbortController>();
  private readonly waiting: (() => void)[] = [];

  get count(): number {
    return this.controllers.size;
  }

  start(id: string, limitMs: number): RunningCommand {
    const controller = new AbortController();
    const timer = setTimeout(() => controller.abort(), limitMs);
    this.controllers.set(id, controller);
    return {
      signal: controller.signal,
      end: () => {
        clearTimeout(timer);
        this.controllers.delete(id);
        if (this.count === 0) for (const resolve of this.waiting.splice(0)) resolve();
      },
    };
  }

  abort(id: string): void {
    this.controllers.get(id)?.abort();
  }

  /** Resolves when nothing runs any more; after `limitMs` what is left is aborted and no longer waited for. */
  async ended(limitMs: number): Promise<void> {
    if (this.count === 0) return;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, limitMs);
    });
    await Promise.race([new Promise<void>((resolve) => this.waiting.push(resolve)), late]);
    clearTimeout(timer);
    for (const controller of this.controllers.values()) controller.abort();
  }
}
