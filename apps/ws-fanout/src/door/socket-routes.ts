import { type IncomingMessage, type Server } from 'node:http';
import { type Socket } from 'node:net';
import { ContractError, toErrorEnvelope } from '@starling/contract';
import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { FanoutMetrics } from '../metrics/fanout-metrics.js';
import { type Judgement } from './admission.js';
import { answerHeaders } from './answer-headers.js';
import { Preflight } from './preflight.js';
import { SocketDoor } from './socket-door.js';

/** Properties that Node's types do not have yet. */
type UpgradingServer = Server & {
  /** Since 24.9; without it every request with another kind of `Upgrade` would end here. */
  shouldUpgradeCallback: (request: IncomingMessage) => boolean;
  /** How often the server looks for requests that take too long; read when it begins to listen. */
  connectionsCheckingInterval: number;
};

/** A handshake has a few hundred bytes, and this server takes no other request. */
const REQUEST_LIMIT_MS = 10_000;
const LOOK_EVERY_MS = 1_000;

/** Connects the door to the HTTP server of the process: it takes upgrades, and plain requests get the reason of the refusal. */
@Injectable()
export class SocketRoutes implements OnModuleInit {
  private readonly logger = new Logger(SocketRoutes.name);

  constructor(
    private readonly adapterHost: HttpAdapterHost,
    private readonly door: SocketDoor,
    private readonly preflight: Preflight,
    private readonly metrics: FanoutMetrics,
  ) {}

  onModuleInit(): void {
    const fastify = this.adapterHost.httpAdapter.getInstance<FastifyInstance>();
    const server = fastify.server as UpgradingServer;
    server.headersTimeout = REQUEST_LIMIT_MS;
    server.requestTimeout = REQUEST_LIMIT_MS;
    server.connectionsCheckingInterval = LOOK_EVERY_MS;
    server.shouldUpgradeCallback = ({ headers }) => headers.upgrade?.toLowerCase() === 'websocket';
    server.on('upgrade', (request: IncomingMessage, stream: Socket, head: Buffer) => {
      this.door.upgrade(request, stream, head).catch((error: unknown) => {
        this.logger.error(error, 'An upgrade failed');
        stream.destroy();
      });
    });
    // A path without an instance has a route too: its answer says that the name is missing.
    for (const path of ['/ws', '/ws/*']) {
      fastify.all(path, {
        // Answers before a body is read: these routes take no body.
        onRequest: (request, reply) =>
          request.method === 'OPTIONS' ? this.allow(request, reply) : this.explain(request, reply),
        handler: (_request, reply) => reply,
      });
    }
  }

  private async allow(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const headers = await this.preflight.headersFor(request.headers.origin);
    return reply.code(204).headers(headers).send();
  }

  private async explain(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const judgement = await this.door.judge(request.raw);
    const { outcome } = judgement;
    const refusal = refusalOf(request.method, outcome);
    this.metrics.refused(refusal.status);
    if (refusal.status === 426) void reply.header('upgrade', 'websocket');
    return reply
      .code(refusal.status)
      .headers(answerHeaders(judgement))
      .type('application/json; charset=utf-8')
      .send(toErrorEnvelope(refusal.message));
  }
}

const READS: ReadonlySet<string> = new Set(['GET', 'HEAD']);

/** Other methods are 404 for every caller, after the request was counted. */
function refusalOf(method: string, outcome: Judgement['outcome']): ContractError {
  const refusal = 'refusal' in outcome ? outcome.refusal : new ContractError('UpgradeRequired');
  return READS.has(method) || refusal.code === 'RateLimitExceeded'
    ? refusal
    : new ContractError('NotFound');
}
