import { join } from 'node:path';
import { type StartConfig } from '../start.config.js';

export interface ProcessPlan {
  name: string;
  /** The script that Node runs. */
  entry: string;
  env: Readonly<Record<string, string>>;
  /** Lower stages are stopped first; one stage stops together. */
  stopStage: number;
}

/** Intake first, then the sessions, then those who carry what the sessions still said. */
const STOP_STAGE = { gateway: 0, sessions: 1, carriers: 2 } as const;

/** Every process of one deployment. `env` is what all of them are given. */
export function planProcesses(
  config: StartConfig,
  root: string,
  env: Readonly<Record<string, string>>,
): ProcessPlan[] {
  const entry = (app: string) => join(root, 'apps', app, 'dist', 'main.js');
  const inner = { ...env, PORT: '0', HOST: '127.0.0.1' };
  const several = (app: string, howMany: number, stopStage: number): ProcessPlan[] =>
    Array.from({ length: howMany }, (_, index) => ({
      name: `${app}-${index + 1}`,
      entry: entry(app),
      env: inner,
      stopStage,
    }));
  return [
    {
      name: 'api-gateway',
      entry: entry('api-gateway'),
      env: { ...env, PORT: String(config.PORT), HOST: config.HOST },
      stopStage: STOP_STAGE.gateway,
    },
    ...several('session-worker', config.SESSION_WORKERS, STOP_STAGE.sessions),
    ...several('ws-fanout', config.WS_NODES, STOP_STAGE.carriers),
    ...several('delivery-worker', config.DELIVERY_WORKERS, STOP_STAGE.carriers),
  ];
}
