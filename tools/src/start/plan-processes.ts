import { join } from 'node:path';
import { type ProcessRole } from '@starling/contract';
import { type ProcessPlan } from './child/process-plan.js';
import { type StartConfig } from './start.config.js';

/**
 * Processes with clients stop first; sockets pass through the gateway, so gateway and nodes stop together. Session
 * workers stop next, and delivery workers last, because sessions publish events until they end.
 */
const STOP_STAGE = { clients: 0, sessions: 1, deliveries: 2 } as const;

/** The gateway starts last, when all processes that it needs serve. */
const START_STAGE = { inner: 0, gateway: 1 } as const;

/** Plans every process of a deployment, with a socket process for each of `wsPorts`. All processes get `env`. */
export function planProcesses(
  config: StartConfig,
  root: string,
  env: Readonly<Record<string, string>>,
  wsPorts: readonly number[],
): ProcessPlan[] {
  const entry = (app: ProcessRole) => join(root, 'apps', app, 'dist', 'main.js');
  const inner = { ...env, PORT: '0', HOST: '127.0.0.1' };
  const several = (app: ProcessRole, howMany: number, stopStage: number): ProcessPlan[] =>
    Array.from({ length: howMany }, (_, index) => ({
      name: `${app}-${index + 1}`,
      role: app,
      entry: entry(app),
      env: inner,
      startStage: START_STAGE.inner,
      stopStage,
    }));
  return [
    {
      name: 'api-gateway',
      role: 'api-gateway',
      entry: entry('api-gateway'),
      env: {
        ...env,
        PORT: String(config.PORT),
        HOST: config.HOST,
        PROTECT_METRICS: String(config.PROTECT_METRICS),
        WS_NODE_URLS: wsPorts.map((port) => `http://127.0.0.1:${port}`).join(','),
      },
      startStage: START_STAGE.gateway,
      stopStage: STOP_STAGE.clients,
    },
    ...several('session-worker', config.SESSION_WORKERS, STOP_STAGE.sessions),
    ...wsPorts.map((port, index) => ({
      name: `ws-fanout-${index + 1}`,
      role: 'ws-fanout' as const,
      entry: entry('ws-fanout'),
      // Only the gateway can reach the node, and it forwards the addresses of clients.
      env: { ...inner, PORT: String(port), TRUST_PROXY: 'true' },
      startStage: START_STAGE.inner,
      stopStage: STOP_STAGE.clients,
    })),
    ...several('delivery-worker', config.DELIVERY_WORKERS, STOP_STAGE.deliveries),
  ];
}
