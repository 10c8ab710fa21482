const MAX_ENTRIES = 50_000;

/** What happened to connections of one device. */
export interface LoginEntry {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly account: string;
  readonly device: number;
  /** Which connection of this process of the sandbox; a refused login has one too, and nothing else happens to it. */
  readonly connection: number;
  /** `replaced`: it was open when the same device logged in once more, and had to go. `closed` follows it. */
  readonly event: 'login' | 'replaced' | 'closed' | 'refused';
  /** The close code that the client was told; without it the client or the line ended it. */
  readonly code?: number;
}

type About = Pick<LoginEntry, 'account' | 'device' | 'connection'>;

/**
 * Logins and how they ended, oldest first. No `replaced` among the entries means: no device was ever connected twice
 * at once. The oldest entries go when there are too many.
 */
export class LoginLog {
  private readonly entries: LoginEntry[] = [];
  private connections = 0;

  nextConnection(): number {
    return ++this.connections;
  }

  add(event: LoginEntry['event'], { account, device, connection }: About, code?: number): void {
    const told = code === undefined ? {} : { code };
    this.entries.push({ at: Date.now(), account, device, connection, event, ...told });
    if (this.entries.length > MAX_ENTRIES) this.entries.splice(0, MAX_ENTRIES / 10);
  }

  list(account?: string): LoginEntry[] {
    return this.entries.filter((entry) => account === undefined || entry.account === account);
  }
}
