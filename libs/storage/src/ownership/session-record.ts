import { type ConnectionState } from '@starling/contract';
import { StorageError } from '../errors/storage-error.js';
import { type AccountId, type InstanceId } from '../tenancy/ids.js';

/** One session as the operator sees it. */
export interface SessionRecord {
  readonly instanceId: InstanceId;
  readonly accountId: AccountId;
  readonly name: string;
  readonly state: ConnectionState;
  readonly desiredState: 'connected' | 'disconnected';
  readonly owner: string | null;
  /** False also when no worker owns it. */
  readonly ownerIsLive: boolean;
  readonly epoch: number;
  readonly ownedSince: Date | null;
  readonly lastTrafficAt: Date | null;
  readonly restarts: number;
  readonly lastCloseCode: number | null;
  readonly lastCloseReason: string | null;
  readonly lastClosedAt: Date | null;
  readonly parkedUntil: Date | null;
}

export interface SessionListing {
  readonly owner?: string | undefined;
  readonly accountId?: AccountId | undefined;
  readonly state?: ConnectionState | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

export interface SessionPage {
  readonly sessions: readonly SessionRecord[];
  readonly nextCursor: string | null;
}

const ID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;

/** The id of the last session of a page: a position that holds even if that instance is deleted. */
export const encodeSessionCursor = (id: InstanceId): string =>
  Buffer.from(id).toString('base64url');

/** Throws `InvalidCursor`. */
export function decodeSessionCursor(cursor: string): string {
  const id = Buffer.from(cursor, 'base64url').toString();
  if (!ID.test(id)) throw new StorageError('InvalidCursor');
  return id;
}
