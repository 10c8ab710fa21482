import { ContractError } from '@starling/contract';

/** How many bytes may be held at a time: by the process, by one account of it, by one token of that. */
export interface BudgetLimits {
  readonly process: number;
  readonly account: number;
  readonly token: number;
}

/** Whose request it is. */
export interface Holder {
  readonly account: string;
  readonly token: string;
}

/** The bytes that one request holds. */
export interface Hold {
  /** Throws `ServerBusy` when there is no room for them; what was held before is then still held. */
  growTo(bytes: number): void;
  release(): void;
}

/** Bounds what all requests together hold, so that no tenant can take all the room. */
export class ByteBudget {
  private readonly heldBytes = new Map<string, number>();

  constructor(private readonly limits: BudgetLimits) {}

  get totalBytes(): number {
    return this.heldBytes.get('process') ?? 0;
  }

  open({ account, token }: Holder): Hold {
    const shares = [
      { key: `token ${token}`, limit: this.limits.token },
      { key: `account ${account}`, limit: this.limits.account },
      { key: 'process', limit: this.limits.process },
    ];
    let held = 0;
    const add = (bytes: number) => {
      for (const { key } of shares) this.add(key, bytes);
      held += bytes;
    };
    return {
      growTo: (bytes) => {
        const more = bytes - held;
        if (more <= 0) return;
        const isFull = shares.some(
          ({ key, limit }) => (this.heldBytes.get(key) ?? 0) + more > limit,
        );
        if (isFull) throw new ContractError('ServerBusy');
        add(more);
      },
      release: () => add(-held),
    };
  }

  private add(key: string, bytes: number): void {
    const sum = (this.heldBytes.get(key) ?? 0) + bytes;
    if (sum === 0) this.heldBytes.delete(key);
    else this.heldBytes.set(key, sum);
  }
}
