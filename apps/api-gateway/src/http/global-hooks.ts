import { ContractError } from '@starling/contract';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { AllowedOrigins } from '../cors/allowed-origins.js';
import { Admission } from './admission.js';
import { declaredFailure } from './error-reply.js';
import { refuse } from './refuse.js';

/**
 * Answers requests that no declared route matches: preflights need no token, and unknown paths count for the rate
 * limit.
 */
@Injectable()
export class GlobalHooks implements OnModuleInit {
  constructor(
    private readonly adapterHost: HttpAdapterHost,
    private readonly admission: Admission,
    private readonly origins: AllowedOrigins,
  ) {}

  onModuleInit(): void {
    const fastify = this.adapterHost.httpAdapter.getInstance<FastifyInstance>();
    fastify.addHook('onRequest', async (request, reply) => {
      if (request.method === 'OPTIONS') return this.origins.preflight(request, reply);
      if (request.is404) return this.refuseUnknown(request, reply);
    });
  }

  async refuseUnknown(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    try {
      await this.admission.admit(undefined, request, reply);
      return reply;
    } catch (error) {
      // An unknown path is 404, also while tokens cannot be looked up.
      refuse(request, reply, declaredFailure(error) ?? new ContractError('NotFound'));
      return reply;
    }
  }
}
