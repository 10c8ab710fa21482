import { type ErrorCode } from '@starling/contract';

/** Whatever a caller can do something about. The first nine are the contract's own words for it. */
export type StorageErrorCode =
  | Extract<
      ErrorCode,
      | 'AccountNotFound'
      | 'AccountNameTaken'
      | 'TokenTaken'
      | 'InstanceNotFound'
      | 'InstanceNameTaken'
      | 'InstanceTokenTaken'
      | 'AccountInstanceQuotaExceeded'
      | 'AccountMediaQuotaExceeded'
      | 'TooManyEnabledWebhooks'
    >
  | 'InvalidCursor'
  | 'MediaNotFound'
  | 'ValueUnreadable'
  /** Another claim of the session came after; nothing was written. */
  | 'LeaseLost'
  /** A write of sessions failed as a whole, and may or may not have happened. */
  | 'StorageUnavailable';

/** Messages hold no values: they may end in a log. */
export class StorageError extends Error {
  override readonly name = 'StorageError';

  constructor(readonly code: StorageErrorCode) {
    super(code);
  }
}

export type StorageStartErrorCode =
  | 'InvalidDatabaseUrl'
  | 'DatabaseUnreachable'
  | 'DatabaseRefused'
  | 'DatabaseNotMigrated'
  | 'WrongEncryptionKey';

/** Why the process cannot start, as one sentence for the operator. Holds no password and no key. */
export class StorageStartError extends Error {
  override readonly name = 'StorageStartError';

  constructor(
    readonly code: StorageStartErrorCode,
    sentence: string,
  ) {
    super(sentence);
  }
}
