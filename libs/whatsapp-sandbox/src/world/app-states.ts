import type { WAPatchName } from '@whiskeysockets/baileys';
import type { Account } from '../accounts/account.js';
import type { RecordLog } from '../records/record-log.js';
import { type Collection, emptyCollection, type SyncEntry } from './collection.js';

type CollectionRecord = Omit<Collection, 'entries'> & { entries: [string, SyncEntry][] };

/** The app state of every account, by collection. */
export class AppStates {
  private readonly collections = new Map<string, Collection>();

  constructor(private readonly log: RecordLog) {
    for (const [key, record] of log.load('app-state')) {
      const { entries, ...rest } = record as CollectionRecord;
      this.collections.set(key, { ...rest, entries: new Map(entries) });
    }
  }

  get(account: Account, name: WAPatchName): Collection {
    const key = keyOf(account, name);
    const known = this.collections.get(key);
    if (known) return known;
    const collection = emptyCollection(name);
    this.collections.set(key, collection);
    return collection;
  }

  save(account: Account, collection: Collection): void {
    this.log.save('app-state', keyOf(account, collection.name), () => ({
      ...collection,
      entries: [...collection.entries],
    }));
  }
}

const keyOf = (account: Account, name: WAPatchName): string => `${account.number}/${name}`;
