import {
  type LTHashState,
  type proto,
  type WAPatchName,
  newLTHashState,
} from '@whiskeysockets/baileys';

/** One entry of the shared state, decrypted: `['archive', jid]` and what is said of it. */
export interface SyncEntry {
  readonly index: readonly string[];
  readonly action: proto.ISyncActionValue;
}

/** What all devices of an account agree upon under one name. */
export interface Collection {
  readonly name: WAPatchName;
  state: LTHashState;
  /** Patch number n brings the collection to version n + 1. Kept as it was sent, with its version. */
  readonly patches: Buffer[];
  /** By the index as JSON. */
  readonly entries: Map<string, SyncEntry>;
}

const COLLECTIONS: readonly WAPatchName[] = [
  'critical_block',
  'critical_unblock_low',
  'regular_high',
  'regular_low',
  'regular',
];

export const isCollectionName = (name: string | undefined): name is WAPatchName =>
  COLLECTIONS.some((known) => known === name);

export const emptyCollection = (name: WAPatchName): Collection => ({
  name,
  state: newLTHashState(),
  patches: [],
  entries: new Map(),
});
