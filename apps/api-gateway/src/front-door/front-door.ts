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

/**
 * Node has this callback since 24.9. Without it Node would treat a request with any `Upgrade` header as a WebSocket.
 */
type UpgradingServer = Server & { shouldUpgradeCallback: (request: IncomingMessage) => boolean };

const SOCKETS = '/ws';
/** `/ws`, and everything below it. */
const LEADS_TO_SOCKETS = /^\/ws(?:[/?]|$)/;
/** The nodes tell their clients through these connections that they stop. */
const FAREWELL_LIMIT_MS = 8_000;

/**
 * One address for REST and sockets where no proxy in front separates them: `/ws` and all paths below it go to a ws-fanout
 * process, upgrades byte for byte and in both directions. Off when no such process is configured.
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

  /** False when no node can be reached. */
  private async passUpgrade(
    request: IncomingMessage,
    client: Duplex,
    head: Buffer,
  ): Promise<boolean> {
    // Read first: the address of a client that has left is gone.
    const ip = clientIp(request, this.config.TRUST_PROXY);
    client.on('error', () => client.destroy());
    const node = await this.nodes.connect();
    if (!node) return false;
    node.write(forwardedRequest(request, ip));
    if (head.length > 0) node.write(head);
    this.tunnels.join(client, node);
    return true;
  }

  /** Hands the upgrade to Fastify, so that it is counted, logged and refused like any other request. */
  private answerAsPlain(fastify: FastifyInstance, request: IncomingMessage, client: Socket): void {
    this.unserved.add(request);
    const response = new ServerResponse(request);
    response.shouldKeepAlive = false;
    response.assignSocket(client);
    response.once('finish', () => client.end());
    fastify.routing(request, response);
  }

  /** Passes a request on that is not an upgrade: the node answers what is wrong with it. */
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
  /** Without a node the gateway itself counts the request, like one to an unknown path, and answers 503. */
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
