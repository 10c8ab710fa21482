import { type IncomingMessage } from 'node:http';
import { type Socket } from 'node:net';
import { ContractError } from '@starling/contract';
import { securityHeaders } from '@starling/platform';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { WebSocketServer } from 'ws';
import { FollowChanges } from '../changes/follow-changes.js';
import { ClientSocket } from '../clients/client-socket.js';
import { type Admitted } from './clients.gateway.js';
import { Hub } from '../clients/hub.js';
import { FANOUT_CONFIG, type FanoutConfig } from '../config/fanout.config.js';
import { FanoutMetrics } from '../metrics/fanout-metrics.js';
import { type Judgement, SocketAdmission } from './admission.js';
import { answerHeaders } from './answer-headers.js';
import { refuse } from './refusal.js';
import { clientIp, isUpgrade } from './upgrade-request.js';

/** Client frames are dropped; a larger one ends the connection with 1009. */
const MAX_CLIENT_FRAME_BYTES = 64 * 1024;
/** Fragments of a message, and chunks of a frame, that are kept until it is complete and dropped. */
const MAX_FRAGMENTS = 1_024;
/** How long a closed client has to answer the close frame before its connection is cut. */
const CLOSE_LIMIT_MS = 10_000;

@Injectable()
export class SocketDoor {
  private readonly logger = new Logger(SocketDoor.name);
  /** Hands admitted connections to the gateway, as `connection` events. */
  readonly server = new WebSocketServer<typeof ClientSocket>({
    WebSocket: ClientSocket,
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: MAX_CLIENT_FRAME_BYTES,
    skipUTF8Validation: true,
    maxFragments: MAX_FRAGMENTS,
    maxBufferedChunks: MAX_FRAGMENTS,
    handleProtocols: () => false,
    // The types of ws do not have this option yet.
    ...{ closeTimeout: CLOSE_LIMIT_MS },
  });
  private readonly answerHeaders = new WeakMap<IncomingMessage, Readonly<Record<string, string>>>();

  constructor(
    @Inject(FANOUT_CONFIG) private readonly config: FanoutConfig,
    private readonly admission: SocketAdmission,
    private readonly hub: Hub,
    private readonly changes: FollowChanges,
    private readonly metrics: FanoutMetrics,
  ) {
    this.server.on('headers', (lines, request) => {
      const headers = this.answerHeaders.get(request) ?? {};
      for (const [name, value] of Object.entries(headers)) lines.push(`${name}: ${value}`);
    });
  }

  /** Checks everything but whether the request is an upgrade, which the contract checks last. */
  judge(request: IncomingMessage): Promise<Judgement> {
    return this.admission.judge({
      url: request.url ?? '',
      headers: request.headers,
      ip: clientIp(request, this.config.TRUST_PROXY),
      publicUrl: this.config.PUBLIC_URL,
    });
  }

  async upgrade(request: IncomingMessage, stream: Socket, head: Buffer): Promise<void> {
    stream.on('error', destroyStream);
    const { changeCount } = this.changes;
    const judgement = await this.judge(request);
    const { outcome } = judgement;
    const headers = answerHeaders(judgement);
    const reject = (refusal: ContractError) => {
      this.metrics.refused(refusal.status);
      refuse(stream, refusal, { ...securityHeaders(this.config.HSTS_SECONDS), ...headers });
    };
    if ('refusal' in outcome) return reject(outcome.refusal);
    if (!isUpgrade(request)) return reject(new ContractError('UpgradeRequired'));
    const instance = await this.hub.announceArrival(outcome.arrival).catch((error: unknown) => {
      this.logger.error(error, 'A route could not be opened');
      return undefined;
    });
    if (!instance) return reject(new ContractError('InstanceLookupFailed'));
    this.answerHeaders.set(request, headers);
    const { identity, arrival } = outcome;
    const admitted: Admitted = { instance, identity, stream, changeCount, resume: arrival.resume };
    if (!this.accept(request, head, admitted)) this.hub.cancelArrival(instance);
  }

  /** False when the client disconnected meanwhile. */
  private accept(request: IncomingMessage, head: Buffer, admitted: Admitted): boolean {
    let isAccepted = false;
    this.server.handleUpgrade(request, admitted.stream, head, (socket) => {
      isAccepted = true;
      this.server.emit('connection', socket, request, admitted);
    });
    return isAccepted;
  }
}

/** One function for all connections: a closure for each would keep everything of its upgrade in memory. */
function destroyStream(this: Socket): void {
  this.destroy();
}
