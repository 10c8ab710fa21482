import { type Journal } from './log/journal.js';

/** Prints one line for each finished step of the start, with its seconds. Steps may run at the same time. */
export class Phases {
  private readonly running = new Set<string>();

  constructor(private readonly journal: Journal) {}

  /** The result of `work` is printed in brackets behind the name. */
  async run(name: string, work: () => Promise<string | void>): Promise<void> {
    const startedMs = performance.now();
    this.running.add(name);
    this.showRunning();
    const close = (mark: string, detail = '') => {
      this.running.delete(name);
      this.showRunning();
      const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
      this.journal.say(`${mark} ${name}${detail} ${seconds}s`);
    };
    try {
      const detail = await work();
      close('✓', detail ? ` (${detail})` : '');
    } catch (error) {
      close('✗');
      throw error;
    }
  }

  private showRunning(): void {
    this.journal.showStatus([...this.running].join(', '));
  }
}
