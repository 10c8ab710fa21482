import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { findFreePort, startPostgres, startRedis } from '@starling/embedded';
import { ensureDatabaseReachable } from './check/database-check.js';
import { ensureHealthy } from './check/health-check.js';
import { ensureListenable, tryListen } from './check/port-check.js';
import { ensureRedisReachable } from './check/redis-check.js';
import { closingBlock } from './closing-block.js';
import { type DataDir } from './data-dir.js';
import { type Deployment } from './deployment.js';
import { type Journal } from './log/journal.js';
import { type LocalWhatsApp, planLocalWhatsApp } from './local-whatsapp.js';
import { levelOfServerLine } from './log/log-line.js';
import { migrate } from './migrations.js';
import { Phases } from './phases.js';
import { planProcesses } from './plan-processes.js';
import { SecretsFolder } from './secrets.js';
import { type StartConfig } from './start.config.js';

export interface StartUp {
  config: StartConfig;
  /** Also start a local WhatsApp and connect the sessions to it. */
  withSandbox: boolean;
  root: string;
  inherited: Readonly<Record<string, string>>;
  dataDir: DataDir;
  journal: Journal;
}

/** The guards of a killed supervisor end its processes within this time. */
const LEFTOVER_LIMIT_MS = 12_000;

/** Starts everything and prints the closing block. After a failure the caller stops the deployment. */
export async function startUp(start: StartUp, deployment: Deployment): Promise<void> {
  const { dataDir, journal, root, inherited } = start;
  const config = { ...start.config, PORT: start.config.PORT || (await findFreePort()) };
  await ensurePortFree(config, dataDir.endedUncleanly);
  const secretsFolder = new SecretsFolder(dataDir.path);
  const secrets = secretsFolder.secrets(config);
  const phases = new Phases(journal);
  const services = await startServices(start, deployment, phases);
  await phases.run('migrations', () =>
    migrate({ root, env: inherited, databaseUrl: services.DATABASE_URL }, journal),
  );
  const localUrl = `http://${isWildcard(config.HOST) ? 'localhost' : config.HOST}:${config.PORT}`;
  const publicUrl = config.PUBLIC_URL ?? localUrl;
  const settings = { ...services, ...secrets, PUBLIC_URL: publicUrl, ...plainSettings(config) };
  const whatsapp = await startLocalWhatsApp(start, deployment, phases);
  const env = { ...inherited, ...settings, ...whatsapp?.settings };
  const wsPorts = await Promise.all(Array.from({ length: config.WS_NODES }, () => findFreePort()));
  const plans = planProcesses(config, root, env, wsPorts);
  await phases.run('apps', async () => {
    await deployment.startProcesses(plans);
    await ensureHealthy(localUrl);
    return `${plans.length} processes`;
  });
  journal.print(
    closingBlock({
      publicUrl,
      localUrl,
      ...(whatsapp && { sandboxUrl: whatsapp.pageUrl }),
      ...(secretsFolder.wereShown
        ? {}
        : { tokens: { admin: secrets.ADMIN_TOKEN, account: secrets.ACCOUNT_TOKEN } }),
      secretsDir: secretsFolder.directory,
      dataDir: dataDir.path,
      logPath: journal.path,
    }),
  );
  secretsFolder.rememberShown();
}

/** Starts before all other processes, because sessions connect to it. */
async function startLocalWhatsApp(
  { withSandbox, root, dataDir, inherited, config }: StartUp,
  deployment: Deployment,
  phases: Phases,
): Promise<LocalWhatsApp | undefined> {
  if (!withSandbox) return undefined;
  const env = { ...inherited, LOG_LEVEL: config.LOG_LEVEL, LOG_FORMAT: 'json' };
  const whatsapp = await planLocalWhatsApp(root, dataDir.path, env);
  await phases.run('sandbox', () => deployment.startProcesses([whatsapp.plan]));
  return whatsapp;
}

async function ensurePortFree(config: StartConfig, afterCrash: boolean): Promise<void> {
  const end = performance.now() + (afterCrash ? LEFTOVER_LIMIT_MS : 0);
  while (performance.now() < end && (await tryListen(config.HOST, config.PORT)) === 'EADDRINUSE') {
    await pause(100);
  }
  await ensureListenable(config.HOST, config.PORT);
}

/** Checks external services first, so that no own server starts when an external one is missing. */
async function startServices(start: StartUp, deployment: Deployment, phases: Phases) {
  const { config, dataDir, journal } = start;
  const { DATABASE_URL, REDIS_URL } = config;
  const urls = { DATABASE_URL: DATABASE_URL ?? '', REDIS_URL: REDIS_URL ?? '' };
  if (DATABASE_URL !== undefined) {
    await phases.run('postgres (DATABASE_URL)', () => ensureDatabaseReachable(DATABASE_URL));
  }
  if (REDIS_URL !== undefined) {
    await phases.run('redis (REDIS_URL)', () => ensureRedisReachable(REDIS_URL));
  }
  const log = (name: string) => (line: string) =>
    journal.record(name, line, levelOfServerLine(line));
  const own = (name: 'postgres' | 'redis', launch: typeof startPostgres | typeof startRedis) =>
    phases.run(name, async () => {
      const place = { dataDir: join(dataDir.path, name), log: log(name) };
      const url = await deployment.startServer(name, (port) => launch({ ...place, port }));
      urls[name === 'postgres' ? 'DATABASE_URL' : 'REDIS_URL'] = url;
    });
  const outcomes = await Promise.allSettled([
    DATABASE_URL === undefined ? own('postgres', startPostgres) : undefined,
    REDIS_URL === undefined ? own('redis', startRedis) : undefined,
  ]);
  for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
  return urls;
}

function plainSettings(config: StartConfig): Record<string, string> {
  return {
    DATA_DIR: config.DATA_DIR,
    LOG_LEVEL: config.LOG_LEVEL,
    LOG_FORMAT: 'json',
    ALLOW_PRIVATE_URLS: String(config.ALLOW_PRIVATE_URLS),
    ...(config.WHATSAPP_WS_URL === undefined ? {} : { WHATSAPP_WS_URL: config.WHATSAPP_WS_URL }),
  };
}

function isWildcard(host: string): boolean {
  return host === '0.0.0.0' || host === '::';
}
