import 'reflect-metadata';
import { type AddressInfo } from 'node:net';
import { MAX_BODY_BYTES, type ProcessRole } from '@starling/contract';
import { type DynamicModule, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type FastifyInstance } from 'fastify';
import { onBackgroundFailure } from '../concurrency/background.js';
import {
  type BrowserConfig,
  type OutboundConfig,
  type ProcessConfig,
} from '../config/variables.js';
import { HealthChecks } from '../health/health-checks.js';
import { ProcessIdentity } from '../identity/process-identity.js';
import { Lifecycle } from '../lifecycle/lifecycle.js';
import { STOP_LIMIT_SECONDS } from '../lifecycle/stop-limits.js';
import { createLogger, type Logger } from '../logging/logger.js';
import { NestLogger } from '../logging/nest-logger.js';
import { Metrics } from '../metrics/metrics.js';
import { AddressGuard } from '../outbound/address-guard.js';
import { OutboundHttp } from '../outbound/outbound-http.js';
import { HttpConnections } from './http-connections.js';
import { answerMalformed } from './malformed-requests.js';
import { PlatformModule, type PlatformParts } from './platform.module.js';
import { addProcessEndpoints } from './process-endpoints.js';
import { requestIdOf, requestLog } from './request-log.js';
import { securityHeaders } from './security-headers.js';

/** Instance names have at most 100 characters, each up to twelve bytes when percent-encoded. */
const MAX_PATH_PARAMETER_LENGTH = 1_300;

export type RootModule = Type | DynamicModule;

export interface AppDefinition<Config extends AppConfig> {
  readonly role: ProcessRole;
  readonly config: Config;
  /** Printed at start; secrets already taken out. */
  readonly describedConfig: Readonly<Record<string, unknown>>;
  readonly rootModule: (config: Config) => RootModule | Promise<RootModule>;
  /** How many proxies in front may say who the client is (`X-Forwarded-For`). */
  readonly trustProxy?: (config: Config) => number;
  /** Given: `/metrics` and `/readyz` are for this machine and the bearer of this token alone. */
  readonly internalsToken?: (config: Config) => string | undefined;
  /** What Nest must know before it starts: a transport, a WebSocket adapter. */
  readonly prepare?: (app: NestFastifyApplication, config: Config) => void | Promise<void>;
}

/** An app without ALLOW_PRIVATE_URLS calls public addresses only; one without HSTS_SECONDS sends no such header. */
export type AppConfig = ProcessConfig & Partial<OutboundConfig & BrowserConfig>;

export interface RunningApp {
  readonly app: NestFastifyApplication;
  readonly identity: ProcessIdentity;
  readonly port: number;
  stop(): Promise<void>;
}

/** Starts an app inside this process. When anything fails, what was opened so far is closed before the error goes on. */
export async function startApp<Config extends AppConfig>(
  definition: AppDefinition<Config>,
): Promise<RunningApp> {
  const { config } = definition;
  const parts = createParts(definition);
  const stop = () => stopAll(parts);
  try {
    parts.logger.info({ config: definition.describedConfig }, 'starting');
    const app = await createNestApp(definition, parts);
    await definition.prepare?.(app, config);
    await app.startAllMicroservices();
    await app.listen(config.PORT, config.HOST);
    const { port } = app.getHttpServer().address() as AddressInfo;
    parts.lifecycle.markStarted();
    parts.logger.info({ port }, 'serving');
    return { app, identity: parts.identity, port, stop };
  } catch (error) {
    parts.logger.debug({ err: error }, 'could not start');
    await stop();
    throw error;
  }
}

function createParts<Config extends AppConfig>({
  role,
  config,
}: AppDefinition<Config>): PlatformParts {
  const identity = new ProcessIdentity(role);
  const lifecycle = new Lifecycle(STOP_LIMIT_SECONDS[role] * 1_000);
  const allowPrivateUrls = config.ALLOW_PRIVATE_URLS ?? false;
  const outbound = new OutboundHttp({ allowPrivateUrls, userAgent: 'Starling' });
  lifecycle.onStop('stores', 'outbound', () => outbound.close());
  const logger = createLogger(identity, config);
  const metrics = new Metrics(role);
  lifecycle.onStop('stores', 'background failures', watchBackground(logger, metrics));
  return {
    identity,
    lifecycle,
    guard: new AddressGuard({ allowPrivateUrls }),
    outbound,
    logger,
    health: new HealthChecks(),
    metrics,
  };
}

/** Logs and counts what failed in the background. Returns the function that ends this. */
function watchBackground(logger: Logger, metrics: Metrics): () => void {
  const failures = metrics.counter(
    'starling_background_failures_total',
    'Failures of work that no caller awaits, unhandled rejections included',
    ['work'],
  );
  return onBackgroundFailure((work, error) => {
    failures.inc({ work });
    logger.error({ err: error, work }, 'background work failed');
  });
}

async function createNestApp<Config extends AppConfig>(
  { rootModule, config, trustProxy, internalsToken }: AppDefinition<Config>,
  parts: PlatformParts,
): Promise<NestFastifyApplication> {
  const observe = requestLog(parts);
  const everyAnswer = securityHeaders(config.HSTS_SECONDS ?? 0);
  const adapter = new FastifyAdapter({
    bodyLimit: MAX_BODY_BYTES,
    trustProxy: (_address, hop) => hop < (trustProxy?.(config) ?? 0),
    genReqId: requestIdOf,
    requestIdHeader: false,
    logger: false,
    forceCloseConnections: 'idle',
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: MAX_PATH_PARAMETER_LENGTH },
    rewriteUrl: ({ url = '/' }) => (isDecodable(url) ? url : UNDECODABLE),
    // Fastify makes its server later than its options.
    clientErrorHandler: (error, socket) => refuseMalformed(error, socket),
  });
  const fastify = adapter.getInstance() as unknown as FastifyInstance;
  const refuseMalformed = answerMalformed(fastify.server, parts.metrics, everyAnswer);
  const connections = new HttpConnections(fastify.server);
  fastify.addHook('preClose', async () => connections.cut());
  fastify.decorateRequest('notes', undefined);
  fastify.addHook('onRequest', (request, reply, done) => {
    observe(request, reply);
    reply.headers(everyAnswer);
    done();
  });
  addProcessEndpoints(fastify, parts, internalsToken?.(config));
  const root = {
    module: class StarlingApp {},
    imports: [PlatformModule.of(parts, config), await rootModule(config)],
  };
  const app = await NestFactory.create<NestFastifyApplication>(root, adapter, {
    logger: new NestLogger(parts.logger),
    abortOnError: false,
    bodyParser: false,
  });
  parts.lifecycle.onStop('release', 'nest', () => app.close());
  parts.lifecycle.onStop('intake', 'http', () => connections.finishRequests(), Infinity);
  return app;
}

/** Where a path leads that cannot be decoded: nowhere, as every unknown path, with all that holds for those. */
const UNDECODABLE = '/%25';

function isDecodable(url: string): boolean {
  if (!url.includes('%')) return true;
  try {
    decodeURIComponent(url.split('?', 1)[0] as string);
    return true;
  } catch {
    return false;
  }
}

async function stopAll({ lifecycle, logger }: PlatformParts): Promise<void> {
  for (const report of await lifecycle.stop()) {
    const { error, ...line } = report;
    if (error) logger.error({ ...line, err: error }, 'did not close cleanly');
    else logger.debug(line, 'closed');
  }
  logger.info('stopped');
}
