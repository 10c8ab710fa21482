import { type IncomingMessage } from 'node:http';
import { type Duplex } from 'node:stream';
import { ContractError } from '@starling/contract';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { type WebSocket, WebSocketServer } from 'ws';
import { FollowChanges } from '../changes/follow-changes.js';
import { Client } from '../clients/client.js';
import { Hub } from '../clients/hub.js';
import { FANOUT_CONFIG, type FanoutConfig } from '../fanout.config.js';
import { FanoutMetrics } from '../metrics/fanout-metrics.js';
import { type Judgement, SocketAdmission } from './admission.js';
import { rateHeaders, refuse } from './refusal.js';
import { clientIp, isUpgrade } from './upgrade-request.js';

/** Client frames are dropped; a larger one ends the connection with 1009. */
const LARGEST_CLIENT_FRAME_BYTES = 64 * 1024;
/** How long a closed client has to answer the close frame before its connection is cut. */
const CLOSE_LIMIT_MS = 10_000;

@Injectable()
export class SocketDoor {
  private readonly logger = new Logger(SocketDoor.name);
  private readonly sockets = new WebSocketServer({
    ...{ noServer: true, clientTracking: false, perMessageDeflate: false },
    ...{ maxPayload: LARGEST_CLIENT_FRAME_BYTES, skipUTF8Validation: true },
    ...{ closeTimeout: CLOSE_LIMIT_MS, handleProtocols: () => false },
  });
  private readonly answerHeaders = new WeakMap<IncomingMessage, Readonly<Record<string, string>>>();

  constructor(
    @Inject(FANOUT_CONFIG) private readonly config: FanoutConfig,
    private readonly admission: SocketAdmission,
    private readonly hub: Hub,
    private readonly changes: FollowChanges,
    private readonly metrics: FanoutMetrics,
  ) {
    this.sockets.on('headers', (lines, request) => {
      const headers = this.answerHeaders.get(request) ?? {};
      for (const [name, value] of Object.entries(headers)) lines.push(`${name}: ${value}`);
    });
  }

  /** Everything but whether it is an upgrade: that is the contract's last question. */
  judge(request: IncomingMessage): Promise<Judgement> {
    return this.admission.judge({
      ...{ url: request.url ?? '', headers: request.headers },
      ip: clientIp(request, this.config.TRUST_PROXY),
      publicUrl: this.config.PUBLIC_URL,
    });
  }

  async upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): Promise<void> {
    stream.on('error', () => stream.destroy());
    const heard = this.changes.heard;
    const { rate, outcome } = await this.judge(request);
    const headers = rateHeaders(rate);
    const turnAway = (refusal: ContractError) => {
      this.metrics.refused(refusal.status);
      refuse(stream, refusal, headers);
    };
    if ('refusal' in outcome) return turnAway(outcome.refusal);
    if (!isUpgrade(request)) return turnAway(new ContractError('UpgradeRequired'));
    const instance = await this.hub.expect(outcome.arrival).catch((error: unknown) => {
      this.logger.error(error, 'A route could not be opened');
      return undefined;
    });
    if (!instance) return turnAway(new ContractError('InstanceLookupFailed'));
    this.answerHeaders.set(request, headers);
    const socket = this.accept(request, stream, head);
    if (!socket) return this.hub.turnAway(instance);
    this.hub.enter(instance, new Client(outcome.identity, socket, stream));
    // Who was let in by what no longer holds was not there when it was told.
    if (this.changes.heard !== heard) await this.changes.review(instance);
  }

  /** Nothing when the client has left meanwhile. */
  private accept(request: IncomingMessage, stream: Duplex, head: Buffer): WebSocket | undefined {
    let accepted: WebSocket | undefined;
    this.sockets.handleUpgrade(request, stream, head, (socket) => (accepted = socket));
    return accepted;
  }
}
