import { plainJid } from '@starling/domain';
import { type AuthenticationCreds, type SocketClose } from '@starling/whatsapp';

/** What every close changes in the row. */
export const CLOSED = { presenceStatus: 'unavailable' } as const;

/** What the row of an instance keeps of its last close. */
export const lastCloseOf = ({ code, reason }: SocketClose) => ({ code: code ?? null, reason });

/** We end the connection, as if it had timed out. */
export const endedByUs = (reason: string): SocketClose => ({
  code: 408,
  byServer: false,
  reason,
  isUnreachable: false,
  areCodesUsedUp: false,
});

export const ownJidOf = ({ me }: AuthenticationCreds): string | null =>
  me ? plainJid(me.id) : null;
