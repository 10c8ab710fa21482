import 'reflect-metadata';
import { MAX_BODY_BYTES, toErrorEnvelope, type ProcessRole } from '@starling/contract';
import { type DynamicModule, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { type ProcessConfig } from '../config/variables.js';
import { HealthChecks } from '../health/health-checks.js';
import { ProcessIdentity } from '../identity/process-identity.js';
import { Lifecycle } from '../lifecycle/lifecycle.js';
import { createLogger } from '../logging/logger.js';
import { NestLogger } from '../logging/nest-logger.js';
import { Metrics } from '../metrics/metrics.js';
import { EnvelopeFilter } from './envelope-filter.js';
import { PlatformModule, type PlatformParts } from './platform.module.js';
import { addProcessEndpoints } from './process-endpoints.js';
import { addRequestLog, requestIdOf } from './request-log.js';

/** Instance names have at most 100 characters, each up to twelve bytes when percent-encoded. */
const MAX_PATH_PARAMETER_LENGTH = 1_300;

export type RootModule = Type | DynamicModule;

export interface AppDefinition<Config extends ProcessConfig> {
  readonly role: ProcessRole;
  readonly config: Config;
  /** Printed at start; secrets already taken out. */
  readonly describedConfig: Readonly<Record<string, unknown>>;
  readonly rootModule: (config: Config) => RootModule | Promise<RootModule>;
  /** Whether the proxy in front may say who the client is (`X-Forwarded-For`). */
  readonly trustProxy?: (config: Config) => boolean;
  /** What Nest must know before it starts: a transport, a WebSocket adapter. */
  readonly prepare?: (app: NestFastifyApplication, config: Config) => void | Promise<void>;
}

export interface RunningApp {
  readonly app: NestFastifyApplication;
  readonly identity: ProcessIdentity;
  readonly port: number;
  stop(): Promise<void>;
}

/** Starts an app inside this process. When anything fails, what was opened so far is closed before the error goes on. */
export async function startApp<Config extends ProcessConfig>(
  definition: AppDefinition<Config>,
): Promise<RunningApp> {
  const { role, config } = definition;
  const identity = new ProcessIdentity(role);
  const parts: PlatformParts = {
    identity,
    logger: createLogger(identity, config),
    lifecycle: new Lifecycle(),
    health: new HealthChecks(),
    metrics: new Metrics(role),
  };
  const stop = () => stopAll(parts);
  try {
    parts.logger.info({ config: definition.describedConfig }, 'starting');
    const app = await createNestApp(definition, parts);
    await definition.prepare?.(app, config);
    await app.startAllMicroservices();
    await app.listen(config.PORT, config.HOST);
    const port = new URL(await app.getUrl()).port;
    parts.logger.info({ port: Number(port) }, 'serving');
    return { app, identity, port: Number(port), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function createNestApp<Config extends ProcessConfig>(
  { rootModule, config, trustProxy }: AppDefinition<Config>,
  parts: PlatformParts,
): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    bodyLimit: MAX_BODY_BYTES,
    trustProxy: trustProxy?.(config) ?? false,
    genReqId: requestIdOf,
    requestIdHeader: false,
    logger: false,
    forceCloseConnections: 'idle',
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: MAX_PATH_PARAMETER_LENGTH },
    frameworkErrors: answerNotFound,
  });
  const fastify = adapter.getInstance() as unknown as FastifyInstance;
  addRequestLog(fastify, parts);
  addProcessEndpoints(fastify, parts);
  const root = {
    module: class StarlingApp {},
    imports: [PlatformModule.of(parts), await rootModule(config)],
  };
  const app = await NestFactory.create<NestFastifyApplication>(root, adapter, {
    logger: new NestLogger(parts.logger),
    abortOnError: false,
    bodyParser: false,
  });
  app.useGlobalFilters(new EnvelopeFilter(parts.logger));
  parts.lifecycle.onStop('release', 'nest', () => app.close());
  parts.lifecycle.onStop('intake', 'http', () => closeServer(app));
  return app;
}

/** A path that cannot even be decoded names nothing of ours. */
function answerNotFound(_error: Error, _request: FastifyRequest, reply: FastifyReply): void {
  void reply.code(404).send(toErrorEnvelope('Not found'));
}

/** No new connections; requests under way are still answered. */
async function closeServer(app: NestFastifyApplication): Promise<void> {
  const server = app.getHttpServer();
  if (server.listening) await new Promise((closed) => server.close(closed));
}

async function stopAll({ lifecycle, logger }: PlatformParts): Promise<void> {
  for (const report of await lifecycle.stop()) {
    const { error, ...line } = report;
    if (error) logger.error({ ...line, err: error }, 'did not close cleanly');
    else logger.debug(line, 'closed');
  }
  logger.info('stopped');
}
