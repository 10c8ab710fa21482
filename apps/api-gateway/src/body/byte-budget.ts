import { ContractError } from '@starling/contract';

/** How many bytes may be held at a time: by the process, by one account, by one token. */
export interface BudgetLimits {
  readonly process: number;
  readonly account: number;
  readonly token: number;
}

/** The account and token that the bytes count for. */
export interface Holder {
  readonly account: string;
  readonly token: string;
}

/** The bytes that one request holds. */
export interface Hold {
  /** Throws `ServerBusy` when there is no room for them. The bytes held before stay held. */
  growTo(bytes: number): void;
  release(): void;
}

/** Bounds the bytes that all requests together hold, so that no tenant can take all of them. */
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
