interface BoomLike {
  readonly message: string;
  readonly output?: { readonly statusCode?: number };
}

/** How a socket ended. */
export interface SocketClose {
  readonly code: number | undefined;
  /** WhatsApp said so; otherwise the connection broke, or we ended it. */
  readonly byServer: boolean;
  readonly reason: string;
}

const SAID_BY_SERVER = /^(?:Stream Errored|Connection Failure|Multi-device beta)/;

export function socketClose(error: Error | undefined): SocketClose {
  const { message = '', output } = (error ?? {}) as Partial<BoomLike>;
  return {
    code: output?.statusCode,
    byServer: SAID_BY_SERVER.test(message),
    reason: message || 'closed',
  };
}
