/** After `deadline` and `cancelled` the caller no longer waits for a reply. */
export type AbortCause = 'deadline' | 'cancelled' | 'stopping';

const ANSWER_LIMIT_MS = 1_000;

/** The reason of an aborted command's signal. */
export class CommandAborted extends Error {
  constructor(readonly abortCause: AbortCause) {
    super(`The command was aborted: ${abortCause}`);
    this.name = 'CommandAborted';
  }
}

export interface RunningCommand {
  readonly signal: AbortSignal;
  readonly isAwaited: boolean;
  end(): void;
}

/** The commands under way here, each with its own end. */
export class RunningCommands {
  private readonly controllers = new Map<string, AbortController>();
  private readonly waiting: (() => void)[] = [];

  get count(): number {
    return this.controllers.size;
  }

  has(id: string): boolean {
    return this.controllers.has(id);
  }

  start(id: string, limitMs: number): RunningCommand {
    const controller = new AbortController();
    const timer = setTimeout(() => abort(controller, 'deadline'), limitMs);
    this.controllers.set(id, controller);
    return {
      signal: controller.signal,
      get isAwaited() {
        return !controller.signal.aborted || causeOf(controller.signal) === 'stopping';
      },
      end: () => {
        clearTimeout(timer);
        this.controllers.delete(id);
        if (this.count === 0) for (const resolve of this.waiting.splice(0)) resolve();
      },
    };
  }

  cancel(id: string): void {
    const controller = this.controllers.get(id);
    if (controller) abort(controller, 'cancelled');
  }

  /** Resolves when nothing runs any more; what is left after `limitMs` is aborted, and has a second to answer. */
  async ended(limitMs: number): Promise<void> {
    await this.endedWithin(limitMs);
    for (const controller of this.controllers.values()) abort(controller, 'stopping');
    await this.endedWithin(ANSWER_LIMIT_MS);
  }

  private async endedWithin(limitMs: number): Promise<void> {
    if (this.count === 0) return;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, limitMs);
    });
    await Promise.race([new Promise<void>((resolve) => this.waiting.push(resolve)), late]);
    clearTimeout(timer);
  }
}

function abort(controller: AbortController, cause: AbortCause): void {
  controller.abort(new CommandAborted(cause));
}

const causeOf = ({ reason }: AbortSignal): AbortCause => (reason as CommandAborted).abortCause;
