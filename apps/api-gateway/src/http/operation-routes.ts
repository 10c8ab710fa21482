import {
  ContractError,
  ensureNoNul,
  OPERATIONS,
  parseQuery,
  type Operation,
} from '@starling/contract';
import { LOGGER, type Logger, runInBackground } from '@starling/platform';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { RequestBodies } from '../body/request-bodies.js';
import { ConnectLinks } from '../connect-page/connect-links.js';
import { Admission } from './admission.js';
import { type Admitted, type Call } from '../call/call.js';
import { discardRest } from './discard-rest.js';
import { contentTypeFailure, declaredFailure, undeclaredFailure } from './error-reply.js';
import { FormattedReply } from './formatted-reply.js';
import { OperationDispatch } from './operation-dispatch.js';
import { refuse } from './refuse.js';
import { StreamedReply } from '../call/streamed-reply.js';

declare module 'fastify' {
  interface FastifyRequest {
    admitted?: Admitted;
  }
}

/** Registers a route for each declared operation directly on Fastify: Nest's controllers would cost a third of the throughput (ADR 3). */
@Injectable()
export class OperationRoutes implements OnModuleInit {
  constructor(
    private readonly adapterHost: HttpAdapterHost,
    private readonly admission: Admission,
    private readonly bodies: RequestBodies,
    private readonly dispatch: OperationDispatch,
    private readonly links: ConnectLinks,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async onModuleInit(): Promise<void> {
    const fastify = this.adapterHost.httpAdapter.getInstance<FastifyInstance>();
    fastify.decorateRequest('admitted', undefined);
    await fastify.register((scope, _options, done) => {
      scope.removeAllContentTypeParsers();
      // Not read here: bodies are read after token and instance were judged, within the limits of their operation.
      scope.addContentTypeParser('*', (_request, _body, parsed) => parsed(null));
      for (const operation of OPERATIONS) this.addRoutes(scope, operation);
      done();
    });
  }

  private addRoutes(scope: FastifyInstance, operation: Operation): void {
    for (const url of [operation.path, ...operation.aliases].flatMap(withAndWithoutInstance)) {
      scope.route({
        method: operation.method,
        url,
        onRequest: async (request, reply) => {
          request.admitted = await this.admit(operation, request, reply);
        },
        errorHandler: (error, request, reply) => {
          refuse(request, reply, this.declare(error, operation, request.id));
        },
        handler: async (request, reply) => this.answer(operation, request, reply),
      });
    }
  }

  private async admit(
    operation: Operation,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<Admitted> {
    try {
      return await this.admission.admit(operation, request, reply);
    } catch (error) {
      if (declaredFailure(error)) throw error;
      this.logger.error({ err: error, requestId: request.id }, 'admission failed');
      throw new ContractError(
        operation.caller === 'operator' ? 'Internal' : 'InstanceLookupFailed',
      );
    }
  }

  private async answer(
    operation: Operation,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<FastifyReply> {
    const admitted = request.admitted as Admitted;
    const { body, release } = await this.bodies.receive(operation, request, admitted);
    if (!operation.readsBody)
      runInBackground('discard the rest of a body', discardRest(request.raw));
    const result = await this.act(operation, request, reply, body).finally(release);
    if (result instanceof StreamedReply) return result.sendTo(reply);
    reply.code(operation.statusOf(result));
    if (operation.carriesCode?.(result)) await this.links.addTo(reply, admitted);
    const formatted = FormattedReply.of(operation, request.query, result);
    return formatted ? formatted.sendTo(reply) : reply.send(result);
  }

  private act(
    operation: Operation,
    request: FastifyRequest,
    reply: FastifyReply,
    body: unknown,
  ): Promise<unknown> {
    const params = request.params as Record<string, string>;
    ensureNoNul(operation, params);
    const call = {
      ...request.admitted,
      requestId: request.id,
      params,
      query: parseQuery(operation, request.query),
      body,
      idempotencyKey: request.headers['idempotency-key'] as string | undefined,
      // Created on first use: most operations never read it.
      get signal() {
        return hangUpSignal(reply);
      },
      instance: request.admitted?.instances[0],
    } as Call;
    return this.dispatch.act(operation, call);
  }

  private declare(error: unknown, operation: Operation, requestId: string): ContractError {
    const declared = declaredFailure(error) ?? contentTypeFailure(error, operation);
    if (declared) return declared;
    this.logger.error({ err: error, requestId, operation: operation.name }, 'operation failed');
    return undeclaredFailure(operation, requestId);
  }
}

/** A path without its instance name belongs to the same route: the missing name is refused after the token was checked. */
function withAndWithoutInstance(path: string): string[] {
  const bare = path.replace(/\/:instance$/, '');
  return bare === path ? [path] : [path, bare];
}

function hangUpSignal(reply: FastifyReply): AbortSignal {
  const controller = new AbortController();
  if (reply.raw.destroyed) controller.abort();
  reply.raw.once('close', () => {
    if (!reply.raw.writableEnded) controller.abort();
  });
  return controller.signal;
}
