import { type ConnectionClose } from '@starling/whatsapp';

/** The fields of the row that every close changes. */
export const CLOSED = { presenceStatus: 'unavailable' } as const;

/** The last close in the form of the row. */
export const lastCloseOf = ({ code, reason }: ConnectionClose) => ({ code: code ?? null, reason });

/** A close by this worker, reported like a timeout. */
export const endedByUs = (reason: string): ConnectionClose => ({
  code: 408,
  byServer: false,
  reason,
  isUnreachable: false,
  areCodesUsedUp: false,
});
