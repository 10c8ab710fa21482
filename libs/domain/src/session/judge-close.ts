import { type InstanceState } from '@starling/contract';

/** How far a connection had come when it closed. */
export type ConnectionPhase = 'pairing' | 'opening' | 'open';

export interface SessionClose {
  /** Baileys' status code; undefined when the socket just ended. */
  readonly code: number | undefined;
  /** WhatsApp said so itself, with a stream error or a failure; otherwise the connection broke on the way. */
  readonly byServer: boolean;
  readonly phase: ConnectionPhase;
}

/**
 * What becomes of the session.
 * `restart`: at once, silently. `retry`: by itself, later. `stop`: only on request. `forget`: stop, and the
 * credentials are worth nothing any more.
 */
export type AfterClose = 'restart' | 'retry' | 'stop' | 'forget';

export interface CloseVerdict {
  readonly events: readonly InstanceState[];
  readonly then: AfterClose;
}

const verdict = (then: AfterClose, ...events: readonly InstanceState[]): CloseVerdict => ({
  events,
  then,
});

/** The contract's table of close reasons. */
export function judgeClose({ code, byServer, phase }: SessionClose): CloseVerdict {
  switch (code) {
    case 515:
      return verdict('restart');
    case 401:
      return verdict('forget', 'logged_out');
    case 402:
    case 403:
      return verdict('stop', 'temp_banned');
    case 405:
      return verdict('stop', 'client_outdated');
    case 411:
      return verdict('stop', 'qr_scanned_no_multidevice');
    case 413:
    case 414:
      return verdict('stop', 'cat_refresh_error');
    case 440:
      return verdict('stop', 'stream_replaced');
    default:
      return phase === 'pairing'
        ? verdict('stop', 'pair_error')
        : judgeBreak(code, byServer, phase);
  }
}

function judgeBreak(
  code: number | undefined,
  byServer: boolean,
  phase: ConnectionPhase,
): CloseVerdict {
  if (phase === 'open') {
    if (code === 408) return verdict('retry', 'keepalive_timeout', 'disconnected');
    return byServer && code !== 428 && code !== 503
      ? verdict('retry', 'stream_error')
      : verdict('retry', 'disconnected');
  }
  if (code === 428 || code === 503) return verdict('retry', 'disconnected');
  return verdict('retry', byServer && code === 500 ? 'stream_error' : 'connect_failure');
}
