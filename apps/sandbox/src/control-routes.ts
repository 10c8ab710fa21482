import { readFileSync } from 'node:fs';
import { MAX_BODY_BYTES_WITH_FILES, toErrorEnvelope } from '@starling/contract';
import { LOGGER, type Logger } from '@starling/platform';
import { type Sandbox } from '@starling/whatsapp-sandbox';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { ENDPOINTS } from './endpoints/endpoints.js';
import { ControlError } from './control/control-error.js';
import { type Endpoint } from './control/endpoint.js';
import { Population, SANDBOX } from './control/population.js';

/** The large limit, because files come inline. */
const SENT_AS_TEXT = { parseAs: 'string', bodyLimit: MAX_BODY_BYTES_WITH_FILES } as const;
const PAGE = new URL('../page/index.html', import.meta.url);

/** The page, and the control API under `/api`: JSON in, `{ success, … }` out, errors in the envelope of the product. */
@Injectable()
export class ControlRoutes implements OnModuleInit {
  constructor(
    private readonly adapterHost: HttpAdapterHost,
    @Inject(SANDBOX) private readonly sandbox: Sandbox,
    private readonly people: Population,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async onModuleInit(): Promise<void> {
    const fastify = this.adapterHost.httpAdapter.getInstance<FastifyInstance>();
    const page = readFileSync(PAGE, 'utf8');
    fastify.get('/', (_request, reply) => reply.type('text/html; charset=utf-8').send(page));
    await fastify.register((scope, _options, done) => {
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser('*', SENT_AS_TEXT, (_request, text, parsed) => parsed(null, text));
      scope.setErrorHandler((error, _request, reply) => this.refuse(error, reply));
      for (const endpoint of ENDPOINTS) {
        scope.route({
          method: endpoint.method,
          url: endpoint.path,
          handler: (request, reply) => this.answer(endpoint, request, reply),
        });
      }
      done();
    });
  }

  private async answer(
    endpoint: Endpoint,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<FastifyReply> {
    const result = await endpoint.act({
      sandbox: this.sandbox,
      people: this.people,
      params: request.params as Record<string, string>,
      body: bodyOf(endpoint, request.body as string | undefined),
    });
    return reply.send({ success: true, ...result });
  }

  private refuse(error: unknown, reply: FastifyReply): FastifyReply {
    if (error instanceof ControlError) {
      return reply.code(error.status).send(toErrorEnvelope(error.message));
    }
    if ((error as { statusCode?: number }).statusCode === 413) {
      return reply.code(413).send(toErrorEnvelope('Request body too large'));
    }
    this.logger.error({ err: error }, 'control call failed');
    return reply.code(500).send(toErrorEnvelope('Internal error'));
  }
}

function bodyOf(endpoint: Endpoint, text: string | undefined): unknown {
  if (!endpoint.body) return undefined;
  const parsed = endpoint.body.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = issue?.path.join('.');
  throw new ControlError(
    400,
    `Invalid request body: ${field ? `${field}: ` : ''}${issue?.message}`,
  );
}

function parseJson(text: string | undefined): unknown {
  try {
    return text ? (JSON.parse(text) as unknown) : {};
  } catch {
    throw new ControlError(400, 'Invalid request body: not valid JSON');
  }
}
