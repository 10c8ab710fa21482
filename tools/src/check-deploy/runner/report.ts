/** The problems that a check found. */
export type Complaints = readonly string[];

/** Counts checks and prints one line for each. */
export class Report {
  private passed = 0;
  private failed = 0;
  private skipped = 0;

  constructor(private readonly print: (line: string) => void) {}

  async check(title: string, act: () => Complaints | Promise<Complaints>): Promise<void> {
    const complaints = await complaintsOf(act);
    if (complaints.length === 0) {
      this.passed += 1;
      this.print(`✓ ${title}`);
      return;
    }
    this.failed += 1;
    this.print(`✗ ${title}`);
    for (const complaint of complaints) this.print(`    ${complaint}`);
  }

  skip(title: string, reason: string): void {
    this.skipped += 1;
    this.print(`- ${title}: skipped, ${reason}`);
  }

  get hasFailures(): boolean {
    return this.failed > 0;
  }

  summary(): string {
    const skipped = this.skipped > 0 ? `, ${this.skipped} skipped` : '';
    return `${this.passed} passed, ${this.failed} failed${skipped}`;
  }
}

async function complaintsOf(act: () => Complaints | Promise<Complaints>): Promise<Complaints> {
  try {
    return await act();
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}
