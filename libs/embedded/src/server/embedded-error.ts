export type EmbeddedErrorCode =
  | 'DataDirInUse'
  | 'DataDirNotEnterable'
  | 'DataVersionMismatch'
  | 'PlatformUnsupported'
  | 'PortInUse'
  | 'PostgresNotFound'
  | 'RedisNotFound'
  | 'ServerFailed';

/** The message is one sentence for the person at the terminal; it says what is wrong and what to do. */
export class EmbeddedError extends Error {
  override readonly name = 'EmbeddedError';

  constructor(
    readonly code: EmbeddedErrorCode,
    message: string,
  ) {
    super(message);
  }
}
