import { toErrorEnvelope } from '@starling/contract';
import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { type Logger } from '../logging/logger.js';

/** Whatever leaves Nest's side of the house leaves it in the envelope. Bugs say no more than their request id. */
@Catch()
export class EnvelopeFilter implements ExceptionFilter {
  constructor(private readonly logger: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    if (host.getType() !== 'http') {
      this.logger.error({ err: error }, 'unexpected error');
      return;
    }
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    if (error instanceof HttpException) {
      const message = error.getStatus() === 404 ? 'Not found' : error.message;
      void reply.code(error.getStatus()).send(toErrorEnvelope(message));
      return;
    }
    this.logger.error({ err: error, requestId: request.id }, 'unexpected error');
    void reply.code(500).send(toErrorEnvelope('Internal error'));
  }
}
