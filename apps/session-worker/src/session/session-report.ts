import { LOGGER, type Logger, Metrics } from '@starling/platform';
import { type SessionLease } from '@starling/storage';
import { type ConnectionClose } from '@starling/whatsapp';
import { Inject, Injectable } from '@nestjs/common';
import { type SessionAct } from './session-machine.js';

const CONFLICT = 440;

/** Logs and counts how connections end. */
@Injectable()
export class SessionReport {
  private readonly closes;

  constructor(
    metrics: Metrics,
    @Inject(LOGGER) readonly logger: Logger,
  ) {
    this.closes = metrics.counter(
      'starling_session_closes_total',
      'Closed connections to WhatsApp, by close code and what becomes of the session',
      ['code', 'then'],
    );
  }

  /** A conflict means that the number is in use elsewhere: an operator has to look into it. */
  noteClose(lease: SessionLease, code: number | undefined, then: SessionAct): void {
    this.closes.inc({ code: String(code ?? 'none'), then });
    if (code !== CONFLICT) return;
    this.logger.error({ kind: 'conflict', ...idsOf(lease) }, 'the device is in use elsewhere');
  }

  /** The log has details that clients do not get. */
  noteUnreachable(lease: SessionLease, { reason, detail }: ConnectionClose): void {
    this.logger.warn(
      { kind: 'unreachable', ...idsOf(lease), reason, detail },
      'WhatsApp was not reached',
    );
  }
}

const idsOf = ({ instanceId: instance, accountId: account, epoch }: SessionLease) => ({
  instance,
  account,
  epoch,
});
