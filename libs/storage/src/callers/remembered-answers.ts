import { type AccountId } from '../tenancy/ids.js';
import { LRUCache } from 'lru-cache';

/** Invalidations reach every process at once; this bounds the harm of one that got lost. */
const REMEMBERED_MS = 5_000;
const MAX_REMEMBERED = 50_000;

export interface Answer<Value> {
  /** The account whose change makes it wrong; undefined: a change of any account. */
  readonly accountId: AccountId | undefined;
  readonly value: Value;
}

/** Answers of the database, kept for seconds. Who asks what is being looked up already shares that look-up. */
export class RememberedAnswers<Value> {
  private readonly known = new LRUCache<string, Answer<Value>>({
    max: MAX_REMEMBERED,
    ttl: REMEMBERED_MS,
  });
  private underWay = new Map<string, Promise<Answer<Value> | undefined>>();

  get(key: string): Value | undefined {
    return this.known.get(key)?.value;
  }

  /** An answer that is undefined is given but not remembered, nor is a failure. */
  async ask(
    key: string,
    lookUp: () => Promise<Answer<Value> | undefined>,
  ): Promise<Value | undefined> {
    const shared = this.underWay.get(key);
    const answer = await (shared ?? this.lookUp(key, lookUp));
    return answer?.value;
  }

  /** A look-up under way may have read what was before the change: it is neither remembered nor shared any more. */
  forget(accountId: AccountId): void {
    for (const [key, answer] of this.known.entries()) {
      if (answer.accountId === undefined || answer.accountId === accountId) this.known.delete(key);
    }
    this.underWay = new Map();
  }

  private async lookUp(
    key: string,
    lookUp: () => Promise<Answer<Value> | undefined>,
  ): Promise<Answer<Value> | undefined> {
    const { underWay } = this;
    const asked = lookUp();
    underWay.set(key, asked);
    try {
      const answer = await asked;
      if (answer && underWay === this.underWay) this.known.set(key, answer);
      return answer;
    } finally {
      underWay.delete(key);
    }
  }
}
