import { type IncomingMessage, request as ask, type Server, ServerResponse } from 'node:http';
import { type Socket } from 'node:net';
import { type Duplex } from 'node:stream';
import { ContractError, tokenFrom } from '@starling/contract';
import { Lifecycle, noteOn, runInBackground } from '@starling/platform';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { GATEWAY_CONFIG, type GatewayConfig } from '../config/gateway.config.js';
import { Admission } from '../http/admission.js';
import { declaredFailure, sendError } from '../http/error-reply.js';
import { clientIp, forwardedRequest } from './forwarded-request.js';
import { Tunnels } from './tunnels.js';
import { WsNodes } from './ws-nodes.js';

/** Known to Node since 24.9; without it a request with an `Upgrade` of any kind would end here. */
type UpgradingServer = Server & { shouldUpgradeCallback: (request: IncomingMessage) => boolean };

const SOCKETS = '/ws';
/** `/ws`, and everything below it. */
const LEADS_TO_SOCKETS = /^\/ws(?:[/?]|$)/;
/** The nodes say goodbye to their clients through these connections. */
const FAREWELL_LIMIT_MS = 8_000;

/**
 * One address for REST and sockets where no proxy in front tells them apart: `/ws` and all below it is passed on to a
 * socket process, upgrades byte for byte and in both directions. Without such processes configured there is no door.
 */
@Injectable()
export class FrontDoor implements OnModuleInit {
  private readonly tunnels = new Tunnels();
  private readonly nodes: WsNodes;
  /** Upgrades that no node could take. */
  private readonly unserved = new WeakSet<IncomingMessage>();

  constructor(
    private readonly adapterHost: HttpAdapterHost,
    private readonly lifecycle: Lifecycle,
    private readonly admission: Admission,
    @Inject(GATEWAY_CONFIG) private readonly config: GatewayConfig,
  ) {
    this.nodes = new WsNodes(config.WS_NODE_URLS);
  }

  onModuleInit(): void {
    if (this.config.WS_NODE_URLS.length === 0) return;
    const fastify = this.adapterHost.httpAdapter.getInstance<FastifyInstance>();
    const server = fastify.server as UpgradingServer;
    server.shouldUpgradeCallback = ({ url, headers }) =>
      LEADS_TO_SOCKETS.test(url ?? '') && headers.upgrade?.toLowerCase() === 'websocket';
    server.on('upgrade', (request: IncomingMessage, client: Socket, head: Buffer) => {
      runInBackground(
        'pass a WebSocket upgrade on',
        this.passUpgrade(request, client, head).then((isPassed) => {
          if (!isPassed) this.answerAsPlain(fastify, request, client);
        }),
      );
    });
    for (const path of [SOCKETS, `${SOCKETS}/*`]) {
      fastify.get(path, (request, reply) => this.passPlain(request, reply));
    }
    this.lifecycle.onStop('drain', 'front door', () => this.tunnels.ended(FAREWELL_LIMIT_MS));
  }

  /** False when no node lives. */
  private async passUpgrade(
    request: IncomingMessage,
    client: Duplex,
    head: Buffer,
  ): Promise<boolean> {
    // Told apart from the address it had: a client that leaves takes that along.
    const ip = clientIp(request, this.config.TRUST_PROXY);
    client.on('error', () => client.destroy());
    const node = await this.nodes.connect();
    if (!node) return false;
    node.write(forwardedRequest(request, ip));
    if (head.length > 0) node.write(head);
    this.tunnels.join(client, node);
    return true;
  }

  /** Refused like any request, so that it is counted, logged and marked like any. */
  private answerAsPlain(fastify: FastifyInstance, request: IncomingMessage, client: Socket): void {
    this.unserved.add(request);
    const response = new ServerResponse(request);
    response.shouldKeepAlive = false;
    response.assignSocket(client);
    response.once('finish', () => client.end());
    fastify.routing(request, response);
  }

  /** The node alone knows what is wrong with a request that is no upgrade. */
  private async passPlain(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const { raw } = request;
    const node = this.unserved.has(raw) ? undefined : await this.nodes.connect();
    if (!node) return this.refuse(request, reply);
    const ip = clientIp(raw, this.config.TRUST_PROXY);
    const answer = await new Promise<IncomingMessage | undefined>((resolve) => {
      const { host = 'localhost', ...others } = raw.headers;
      const headers = { ...others, host, connection: 'close', 'x-forwarded-for': ip };
      const path = raw.url ?? SOCKETS;
      ask({ createConnection: () => node, path, headers }, resolve)
        .on('error', () => resolve(undefined))
        .end();
    });
    if (!answer) return this.refuse(request, reply);
    const { connection, 'transfer-encoding': encoding, ...headers } = answer.headers;
    void connection;
    void encoding;
    return reply
      .code(answer.statusCode ?? 502)
      .headers(headers)
      .send(answer);
  }
  /** There is no node to judge: it is counted and marked here, as what leads nowhere is, and told why. */
  private async refuse(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const { token } = request.query as { readonly token?: unknown };
    if (tokenFrom(request.headers) === undefined && typeof token === 'string')
      request.headers = { ...request.headers, token };
    const refusal = await this.admission.admit(undefined, request, reply).catch(declaredFailure);
    const isLimited = refusal instanceof ContractError && refusal.code === 'RateLimitExceeded';
    const error = isLimited ? refusal : new ContractError('SocketsUnavailable');
    noteOn(request, { code: error.code });
    return sendError(reply, error);
  }
}
