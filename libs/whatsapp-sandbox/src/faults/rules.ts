/** Whom a fault concerns and how often it strikes; without either: everybody, until it is withdrawn. */
export interface FaultScope {
  /** The number of an account. */
  account?: string | undefined;
  times?: number | undefined;
  /** How often it lets pass what it could consume, before it strikes. */
  skip?: number | undefined;
}

interface Entry<T> {
  readonly rule: T;
  left: number;
  toSkip: number;
}

/** Faults of one kind. The oldest that matches strikes, and is gone when it has struck often enough. */
export class Rules<T extends FaultScope> {
  private readonly active: Entry<T>[] = [];

  /** Returns the withdrawal. */
  add(rule: T): () => void {
    const left = rule.times ?? Number.POSITIVE_INFINITY;
    const entry = { rule, left, toSkip: rule.skip ?? 0 };
    this.active.push(entry);
    return () => this.remove(entry);
  }

  consume(account: string | undefined, matches: (rule: T) => boolean = () => true): T | undefined {
    if (this.active.length === 0) return undefined;
    const entry = this.active.find(
      (candidate) =>
        (candidate.rule.account === undefined || candidate.rule.account === account) &&
        matches(candidate.rule) &&
        !passes(candidate),
    );
    if (entry === undefined) return undefined;
    if (--entry.left <= 0) this.remove(entry);
    return entry.rule;
  }

  clear(): void {
    this.active.length = 0;
  }

  private remove(entry: Entry<T>): void {
    const position = this.active.indexOf(entry);
    if (position >= 0) this.active.splice(position, 1);
  }
}

const passes = (entry: { toSkip: number }): boolean => {
  if (entry.toSkip === 0) return false;
  entry.toSkip--;
  return true;
};
