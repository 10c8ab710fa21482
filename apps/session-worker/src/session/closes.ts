import { type ConnectionClose } from '@starling/whatsapp';

/** What every close changes in the row. */
export const CLOSED = { presenceStatus: 'unavailable' } as const;

/** What the row of an instance keeps of its last close. */
export const lastCloseOf = ({ code, reason }: ConnectionClose) => ({ code: code ?? null, reason });

/** We end the connection, as if it had timed out. */
export const endedByUs = (reason: string): ConnectionClose => ({
  code: 408,
  byServer: false,
  reason,
  isUnreachable: false,
  areCodesUsedUp: false,
});
