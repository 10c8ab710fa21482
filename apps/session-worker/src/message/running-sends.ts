interface RunningSend<Reply> {
  readonly result: Promise<Reply>;
  readonly signal: AbortSignal;
}

/**
 * The sends that run in this process, by the reserved id of their message. A gateway that lost sight of a command
 * repeats it under the same id; the repetition gets the outcome of the send that runs already.
 */
export class RunningSends<Reply> {
  private readonly running = new Map<string, RunningSend<Reply>>();

  /** Runs `send`, unless one with this id runs. When that one is aborted, `send` runs after it. */
  async run(id: string, signal: AbortSignal, send: () => Promise<Reply>): Promise<Reply> {
    for (;;) {
      const first = this.running.get(id);
      if (!first) break;
      try {
        return await first.result;
      } catch (error) {
        if (!first.signal.aborted || signal.aborted) throw error;
      }
    }
    const result = send().finally(() => this.running.delete(id));
    this.running.set(id, { result, signal });
    return result;
  }
}
