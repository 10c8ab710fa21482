import { type DialError, type UnreachableReason } from './unreachable.js';

/** How a connection ended. */
export interface ConnectionClose {
  readonly code: number | undefined;
  /** WhatsApp said so; otherwise the connection broke, or we ended it. */
  readonly byServer: boolean;
  /** WhatsApp's or Baileys' own words, or one of `UnreachableReason`: fit for clients. */
  readonly reason: string;
  /** The connection failed on its way: to try again later may help. */
  readonly isUnreachable: boolean;
  /** WhatsApp gives a connection a few QR codes; the next ones need a new connection. */
  readonly areCodesUsedUp: boolean;
  /** What the operating system or the library said, for the log. */
  readonly detail?: string | undefined;
}

/** We gave the connection up before WhatsApp had said anything. */
export const unreached = (reason: UnreachableReason): ConnectionClose => ({
  code: undefined,
  byServer: false,
  reason,
  isUnreachable: true,
  areCodesUsedUp: false,
});

/** The connection could not be dialled. */
export const undialled = (error: DialError): ConnectionClose => ({
  ...unreached(error.reason),
  detail: detailOf(error),
});

export function detailOf({ message, cause }: Error): string {
  return cause instanceof Error ? `${message}: ${cause.message}` : message;
}
