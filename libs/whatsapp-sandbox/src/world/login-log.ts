const MAX_ENTRIES = 50_000;

/** One event of a connection of a device. */
export interface LoginEntry {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly account: string;
  readonly device: number;
  /** The number of the connection in this process. A refused login has a number of its own and no other entries. */
  readonly connection: number;
  /** `replaced`: the connection was open when the same device logged in again, so it was ended. `closed` follows. */
  readonly event: 'login' | 'replaced' | 'closed' | 'refused';
  /** The close code that the server sent; absent when the client or the network ended the connection. */
  readonly code?: number;
}

type Connection = Pick<LoginEntry, 'account' | 'device' | 'connection'>;

/**
 * Logins and how they ended, oldest first. Without `replaced` no device was ever connected twice at once. The oldest
 * entries are dropped when there are too many.
 */
export class LoginLog {
  private readonly entries: LoginEntry[] = [];
  private connections = 0;

  nextConnection(): number {
    return ++this.connections;
  }

  add(
    event: LoginEntry['event'],
    { account, device, connection }: Connection,
    code?: number,
  ): void {
    const entry = { at: Date.now(), account, device, connection, event };
    this.entries.push(code === undefined ? entry : { ...entry, code });
    if (this.entries.length > MAX_ENTRIES) this.entries.splice(0, MAX_ENTRIES / 10);
  }

  list(account?: string): LoginEntry[] {
    return this.entries.filter((entry) => account === undefined || entry.account === account);
  }
}
