/** The account of a fault and how often it applies; by default all accounts, until the fault is removed. */
export interface FaultScope {
  /** The number of an account. */
  account?: string | undefined;
  times?: number | undefined;
  /** How many matching stanzas pass before the fault applies. */
  skip?: number | undefined;
}

interface Entry<T> {
  readonly rule: T;
  left: number;
  toSkip: number;
}

/** Faults of one kind. The oldest match applies, and is removed when it has applied as often as its `times` says. */
export class Rules<T extends FaultScope> {
  private readonly active: Entry<T>[] = [];

  /** Returns a function that removes the rule. */
  add(rule: T): () => void {
    const left = rule.times ?? Number.POSITIVE_INFINITY;
    const entry = { rule, left, toSkip: rule.skip ?? 0 };
    this.active.push(entry);
    return () => this.remove(entry);
  }

  /** The rule that applies now, if any; counts this as one use of it. */
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
