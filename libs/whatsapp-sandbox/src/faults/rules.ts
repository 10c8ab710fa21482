/** Whom a fault concerns and how often it strikes; without either: everybody, until it is withdrawn. */
export interface FaultScope {
  /** The number of an account. */
  account?: string | undefined;
  times?: number | undefined;
}

/** Faults of one kind. The oldest that matches strikes, and is gone when it has struck often enough. */
export class Rules<T extends FaultScope> {
  private readonly active: { rule: T; left: number }[] = [];

  /** Returns the withdrawal. */
  add(rule: T): () => void {
    const entry = { rule, left: rule.times ?? Number.POSITIVE_INFINITY };
    this.active.push(entry);
    return () => this.withdraw(entry);
  }

  strike(account: string | undefined, matches: (rule: T) => boolean = () => true): T | undefined {
    if (this.active.length === 0) return undefined;
    const entry = this.active.find(
      ({ rule }) => (rule.account === undefined || rule.account === account) && matches(rule),
    );
    if (entry === undefined) return undefined;
    if (--entry.left <= 0) this.withdraw(entry);
    return entry.rule;
  }

  clear(): void {
    this.active.length = 0;
  }

  private withdraw(entry: { rule: T; left: number }): void {
    const position = this.active.indexOf(entry);
    if (position >= 0) this.active.splice(position, 1);
  }
}
