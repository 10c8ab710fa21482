import type { Randomness } from '../seed/randomness.js';
import type { Account, PhoneDevice } from './account.js';
import type { Companion, CompanionRecord } from './device.js';
import { parseJid } from './jids.js';
import { Outbox, type QueuedStanza } from './outbox.js';
import type { RecordLog } from '../records/record-log.js';

interface AccountRecord {
  lid: string;
  name: string;
  about: string;
  nextDevice: number;
  privacy: Record<string, string>;
  blocked: string[];
}

const OPEN_PRIVACY = {
  readreceipts: 'all',
  last: 'all',
  status: 'all',
  profile: 'all',
  online: 'all',
  calladd: 'all',
  groupadd: 'all',
  messages: 'all',
};

/** All accounts of the sandbox, by number and by LID. */
export class Accounts {
  private readonly numbers = new Map<string, Account>();
  private readonly lids = new Map<string, Account>();

  constructor(
    private readonly log: RecordLog,
    private readonly random: Randomness,
    private readonly phoneFor: (account: Account) => PhoneDevice,
  ) {
    for (const [number, record] of log.load('account'))
      this.create(number, record as AccountRecord);
    for (const [id, record] of log.load('companion')) {
      const account = this.numbers.get(id.split('/')[0]!);
      if (account) this.addCompanion(account, record as CompanionRecord);
    }
  }

  all(): Iterable<Account> {
    return this.numbers.values();
  }

  /** The account of a number. Creates it with the given name when there is none yet. */
  getOrCreate(number: string, name?: string): Account {
    const known = this.numbers.get(number);
    if (known) return known;
    const lid = this.random.digits(`lid/${number}`, 15);
    const account = this.create(number, {
      lid,
      name: name ?? number,
      about: 'Hey there! I am using WhatsApp.',
      nextDevice: 1,
      privacy: { ...OPEN_PRIVACY },
      blocked: [],
    });
    this.save(account);
    return account;
  }

  /** By the digits of a LID. */
  byLid(lid: string | undefined): Account | undefined {
    return lid === undefined ? undefined : this.lids.get(lid);
  }

  byJid(jid: string | undefined): Account | undefined {
    const address = parseJid(jid);
    if (address === undefined) return undefined;
    return address.server === 'lid'
      ? this.lids.get(address.user)
      : this.numbers.get(address.user.replace(/^\+/, ''));
  }

  save(account: Account): void {
    this.log.save('account', account.number, () => ({
      lid: account.lid,
      name: account.name,
      about: account.about,
      nextDevice: account.nextDevice,
      privacy: account.privacy,
      blocked: [...account.blocked],
    }));
  }

  addCompanion(account: Account, record: CompanionRecord): Companion {
    const id = companionKey(account, record.id);
    const outbox: Outbox = new Outbox(() => this.log.save('outbox', id, () => outbox.list()));
    outbox.restore((this.log.load('outbox').get(id) as QueuedStanza[] | undefined) ?? []);
    const companion: Companion = {
      ...record,
      outbox,
      connection: undefined,
      available: false,
      subscriptions: new Map(),
      knownDevices: new Map(),
    };
    account.companions.set(record.id, companion);
    return companion;
  }

  saveCompanion(account: Account, companion: Companion): void {
    this.log.save('companion', companionKey(account, companion.id), () => {
      const { id, keyIndex, noiseKey, platform, identityKey } = companion;
      const { registrationId, signedPreKey, preKeys, historyReceived } = companion;
      return {
        id,
        keyIndex,
        noiseKey,
        platform,
        identityKey,
        registrationId,
        signedPreKey,
        preKeys,
        historyReceived,
      } satisfies CompanionRecord;
    });
  }

  deleteCompanion(account: Account, companion: Companion): void {
    account.companions.delete(companion.id);
    companion.outbox.clear();
    this.log.delete('companion', companionKey(account, companion.id));
    this.log.delete('outbox', companionKey(account, companion.id));
  }

  private create(number: string, record: AccountRecord): Account {
    const account = {
      number,
      ...record,
      blocked: new Set(record.blocked),
      companions: new Map<number, Companion>(),
      online: false,
    } as Omit<Account, 'phone'> as Account;
    account.phone = this.phoneFor(account);
    this.numbers.set(number, account);
    this.lids.set(account.lid, account);
    return account;
  }
}

const companionKey = (account: Account, device: number): string => `${account.number}/${device}`;
