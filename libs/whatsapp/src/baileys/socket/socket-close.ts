import { type ConnectionClose, detailOf } from '../../port/connection-close.js';
import { unreachableReason } from '../../port/unreachable.js';

interface BoomLike {
  readonly message: string;
  readonly data?: unknown;
  readonly output?: { readonly statusCode?: number };
}

const SAID_BY_SERVER = /^(?:Stream Errored|Connection Failure|Multi-device beta)/;
const OF_THE_CONNECTION = /^WebSocket Error \(/;
const WAITED_IN_VAIN = /^Timed Out$|^Timed out/;
const CODES_USED_UP = 'QR refs attempts ended';

export function socketClose(error: Error | undefined): ConnectionClose {
  const { message = '', output, data } = (error ?? {}) as Partial<BoomLike>;
  if (error && (output === undefined || OF_THE_CONNECTION.test(message))) {
    return unreachable(output === undefined ? error : data, output?.statusCode);
  }
  if (WAITED_IN_VAIN.test(message)) return unreachable(error, output?.statusCode);
  return {
    code: output?.statusCode,
    byServer: SAID_BY_SERVER.test(message),
    reason: message || 'closed',
    isUnreachable: false,
    areCodesUsedUp: message === CODES_USED_UP,
  };
}

/** A code below 500 from an HTTP answer of a proxy is not WhatsApp's; taken as WhatsApp's, 401 would mean a removed device. */
function unreachable(failure: unknown, code: number | undefined): ConnectionClose {
  const reason = unreachableReason(failure);
  return {
    code: reason === 'unexpected answer' || reason.startsWith('proxy') ? undefined : code,
    byServer: false,
    reason,
    isUnreachable: true,
    areCodesUsedUp: false,
    detail: failure instanceof Error ? detailOf(failure) : undefined,
  };
}
