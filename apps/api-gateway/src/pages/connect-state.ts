import { BrokerError, PairingProgress } from '@starling/broker';
import { ContractError } from '@starling/contract';
import { LOGGER, type Logger, noteOn } from '@starling/platform';
import { Instances } from '@starling/storage';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { ConnectPageAccess } from '../auth/connect-page-access.js';
import { Admission } from '../http/admission.js';
import { declaredFailure } from '../http/error-reply.js';
import { refuse } from '../http/refuse.js';
import { drawn, pairingView, tagOf } from '../connect-page/pairing-view.js';

/**
 * What the connect page asks every two seconds. It only reads: one row and two keys of Redis, no command to a worker. So
 * a page never starts a pairing and never makes one last longer.
 */
@Injectable()
export class ConnectState implements OnModuleInit {
  constructor(
    private readonly adapterHost: HttpAdapterHost,
    private readonly admission: Admission,
    private readonly access: ConnectPageAccess,
    private readonly instances: Instances,
    private readonly pairings: PairingProgress,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onModuleInit(): void {
    const fastify = this.adapterHost.httpAdapter.getInstance<FastifyInstance>();
    fastify.get('/connect/state', async (request, reply) => {
      try {
        return await this.answer(request, reply);
      } catch (error) {
        refuse(request, reply, this.declare(error, request.id));
        return reply;
      }
    });
  }

  private async answer(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    reply.header('cache-control', 'no-store');
    await this.admission.countUndeclared(request, reply);
    const { 'x-connect-page': pageId, 'x-connect-viewer': viewerKey } = request.headers;
    const { tenant, instanceId } = await this.access.admit(pageId, viewerKey);
    noteOn(request, { account: tenant.accountId, instance: instanceId });
    const row = await this.instances.find(tenant, instanceId);
    if (!row) throw new ContractError('ConnectPageGone');
    const view = pairingView(row, await this.pairings.get(instanceId));
    const tag = tagOf(view);
    reply.header('etag', tag);
    if (request.headers['if-none-match'] === tag) return reply.code(304).send();
    return reply.send(await drawn(view));
  }

  private declare(error: unknown, requestId: string): ContractError {
    const declared = declaredFailure(error);
    if (declared) return declared;
    this.logger.error({ err: error, requestId }, 'no state for a connect page');
    return new ContractError(error instanceof BrokerError ? 'ServerBusy' : 'Internal');
  }
}
