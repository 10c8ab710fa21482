import { AppStates } from './app-states.js';
import { Faults } from '../faults/faults.js';
import { Groups } from './groups.js';
import { MediaStore } from './media-store.js';
import { Newsletters } from './newsletters.js';
import { Pairings } from './pairings.js';
import { Profiles } from './profiles.js';
import { Randomness } from '../seed/randomness.js';
import type { Account, PhoneDevice } from '../accounts/account.js';
import { Accounts } from '../accounts/accounts.js';
import { FileLog } from '../records/file-log.js';
import { LoginLog } from './login-log.js';
import { discardingLog, type RecordLog } from '../records/record-log.js';
import { Statistics } from './statistics.js';
import { UnknownQueries } from './unknown-queries.js';

export interface WorldOptions {
  seed?: string | undefined;
  /** With this folder the state of the sandbox survives a restart; without it every start is empty. */
  dataDir?: string | undefined;
  /** The delay before a virtual phone sends a receipt. Below about 100 ms Baileys emits no update for it. */
  receiptDelayMs: number;
  /** Unacknowledged stanzas older than this are dropped. */
  keepOfflineMs: number;
}

/** The whole state of the sandbox, composed of its stores. */
export class World {
  readonly log: RecordLog;
  readonly random: Randomness;
  readonly accounts: Accounts;
  readonly groups: Groups;
  readonly media: MediaStore;
  readonly appStates: AppStates;
  readonly newsletters: Newsletters;
  readonly profiles: Profiles;
  readonly faults: Faults;
  readonly pairings = new Pairings();
  readonly logins = new LoginLog();
  readonly statistics = new Statistics();
  readonly unknown = new UnknownQueries();
  /** Errors inside the sandbox itself. Suites expect that there are none. */
  readonly problems: string[] = [];
  /** `host:port` of the media server. */
  mediaHost = '';

  constructor(
    readonly options: WorldOptions,
    phoneFor: (world: World, account: Account) => PhoneDevice,
  ) {
    this.log = options.dataDir === undefined ? discardingLog : new FileLog(options.dataDir);
    this.random = new Randomness(options.seed, this.log);
    this.media = new MediaStore(this.log, options.dataDir);
    this.accounts = new Accounts(this.log, this.random, (account) => phoneFor(this, account));
    this.groups = new Groups(this.log, this.random);
    this.appStates = new AppStates(this.log);
    this.newsletters = new Newsletters(this.log, this.random);
    this.profiles = new Profiles(this.log);
    this.faults = new Faults(() => this.accounts.all());
  }

  now(): number {
    return Date.now();
  }

  problem(where: string, error: unknown): void {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    this.problems.push(`${where}: ${text}`);
  }

  /** An id for a stanza that the server itself makes. */
  stanzaId(): string {
    return this.random.nextDigits('stanza', 10);
  }
}
