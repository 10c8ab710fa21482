import { type Journal } from './log/journal.js';

/** One line for each finished step of the start, with the seconds it took. Steps may run side by side. */
export class Phases {
  private readonly running = new Set<string>();

  constructor(private readonly journal: Journal) {}

  /** What `work` resolves with is put in brackets behind the name. */
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
