/** What was found wrong; empty when all is well. */
export type Complaints = readonly string[];

/** Counts checks and says each of them in one line. */
export class Report {
  private passed = 0;
  private failed = 0;
  private skipped = 0;

  constructor(private readonly say: (line: string) => void) {}

  async check(title: string, act: () => Complaints | Promise<Complaints>): Promise<void> {
    const complaints = await complaintsOf(act);
    if (complaints.length === 0) {
      this.passed += 1;
      this.say(`✓ ${title}`);
      return;
    }
    this.failed += 1;
    this.say(`✗ ${title}`);
    for (const complaint of complaints) this.say(`    ${complaint}`);
  }

  skip(title: string, reason: string): void {
    this.skipped += 1;
    this.say(`- ${title}: skipped, ${reason}`);
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
