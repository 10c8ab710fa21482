import { type Environment } from '../config/define-config.js';
import { processEnvironment } from '../config/environment.config.js';
import { type ProcessConfig } from '../config/variables.js';
import { startApp, type AppDefinition, type RunningApp } from './start-app.js';

type Runnable<Config extends ProcessConfig> = Omit<
  AppDefinition<Config>,
  'config' | 'describedConfig'
> & {
  readonly config: {
    read(environment: Environment): Config;
    describe(config: Config): Readonly<Record<string, unknown>>;
  };
  /** Called once it serves. */
  readonly started?: (running: RunningApp, config: Config) => void;
};

/**
 * The whole life of an app's process. It exits 0 after SIGTERM, SIGINT or the end of the parent that holds its IPC
 * channel, and 1 with one sentence on stderr when it cannot start. Over that channel it says when it serves.
 */
export async function runApp<Config extends ProcessConfig>(
  runnable: Runnable<Config>,
): Promise<void> {
  const { config: definition, started, ...rest } = runnable;
  const starting = start(async () => {
    const config = definition.read(processEnvironment);
    const describedConfig = definition.describe(config);
    const app = await startApp({ ...rest, config, describedConfig });
    started?.(app, config);
    return app;
  });
  // From the first moment on: as PID 1 of a container, a signal that nobody listens to is lost.
  const stop = async () => {
    await (await starting).stop();
    process.exit(0);
  };
  process.once('SIGTERM', stop).once('SIGINT', stop).once('disconnect', stop);
  const running = await starting;
  process.send?.({ type: 'ready', role: rest.role, id: running.identity.id, port: running.port });
}

async function start(begin: () => Promise<RunningApp>): Promise<RunningApp> {
  try {
    return await begin();
  } catch (error) {
    process.stderr.write(`${sentenceFor(error)}\n`);
    process.exit(1);
  }
}

function sentenceFor(error: unknown): string {
  const { code, port, address, message } = error as NodeJS.ErrnoException & {
    port?: number;
    address?: string;
  };
  if (code === 'EADDRINUSE') return `Port ${port} on ${address} is already in use.`;
  if (code === 'EACCES') return `Port ${port} needs more rights than this process has.`;
  return message || String(error);
}
