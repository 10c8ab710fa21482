export type Calls = Readonly<Record<string, (...args: never[]) => unknown>>;

export interface Call {
  readonly id: number;
  readonly name: string;
  readonly args: readonly unknown[];
}

export interface Answer {
  readonly id: number;
  readonly value?: unknown;
  readonly error?: string;
}

/** Answers every call of the parent process. The worker ends when the channel to the parent closes. */
export function serveCalls(calls: Calls): void {
  process.on('message', ({ id, name, args }: Call) => {
    const answer = (rest: Omit<Answer, 'id'>) => void process.send?.({ id, ...rest });
    Promise.resolve()
      .then(() => (calls[name] as (...all: readonly unknown[]) => unknown)(...args))
      .then(
        (value) => answer({ value }),
        (error: unknown) =>
          answer({ error: error instanceof Error ? error.message : String(error) }),
      );
  });
  process.once('disconnect', () => process.exit(0));
}
