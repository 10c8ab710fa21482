import { type SessionLease } from '@starling/storage';
import { type EngineConnection } from '@starling/whatsapp';
import { type ResolvedAddress } from './address-resolver.js';
import { type TempFiles } from './temp-files.js';

/** What composing a message may use. */
export interface SendContext extends ResolvedAddress {
  readonly connection: EngineConnection;
  readonly lease: SessionLease;
  /** The files of the message, until it is sent. */
  readonly tempFiles: TempFiles;
  readonly signal: AbortSignal;
}
