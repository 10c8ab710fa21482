import {
  type LTHashState,
  type proto,
  type WAPatchName,
  newLTHashState,
} from '@whiskeysockets/baileys';

/** A decrypted entry of app state: its index, for example `['archive', jid]`, and its value. */
export interface SyncEntry {
  readonly index: readonly string[];
  readonly action: proto.ISyncActionValue;
}

/** One collection of the app state that all devices of an account share. */
export interface Collection {
  readonly name: WAPatchName;
  state: LTHashState;
  /** The patches as they were sent, each with its version. Patch number n leads to version n + 1. */
  readonly patches: Buffer[];
  /** Keyed by the JSON of the index. */
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
