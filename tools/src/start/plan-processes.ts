import { join } from 'node:path';
import { type ProcessRole } from '@starling/contract';
import { type ProcessPlan } from './child/process-plan.js';
import { type StartConfig } from './start.config.js';

/**
 * Who lets clients in comes first: sockets end through the gateway, so these stop together. Then the sessions, then who
 * carries what the sessions still said.
 */
const STOP_STAGE = { doors: 0, sessions: 1, carriers: 2 } as const;

/** What answers clients listens last: from its first answer on, everything that it needs is there. */
const START_STAGE = { inner: 0, gateway: 1 } as const;

/** Every process of one deployment: a socket process for each of `wsPorts`. `env` is what all of them are given. */
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
      stopStage: STOP_STAGE.doors,
    },
    ...several('session-worker', config.SESSION_WORKERS, STOP_STAGE.sessions),
    ...wsPorts.map((port, index) => ({
      name: `ws-fanout-${index + 1}`,
      role: 'ws-fanout' as const,
      entry: entry('ws-fanout'),
      // The gateway alone can reach it, and says who its clients are.
      env: { ...inner, PORT: String(port), TRUST_PROXY: 'true' },
      startStage: START_STAGE.inner,
      stopStage: STOP_STAGE.doors,
    })),
    ...several('delivery-worker', config.DELIVERY_WORKERS, STOP_STAGE.carriers),
  ];
}
