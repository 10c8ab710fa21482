export type OutboundErrorCode =
  'url_not_allowed' | 'timeout' | 'too_large' | 'connect_failed' | 'bad_response';

/** Why a call to a server of others gave no answer. The message is fit to be shown to the caller. */
export class OutboundError extends Error {
  constructor(
    readonly code: OutboundErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'OutboundError';
  }
}
