import { reportBackgroundFailure } from '../concurrency/background.js';
import { type Environment } from '../config/define-config.js';
import { processEnvironment } from '../config/environment.config.js';
import { type AppConfig, startApp, type AppDefinition, type RunningApp } from './start-app.js';
import { sentenceFor } from './start-failure.js';

type Runnable<Config extends AppConfig> = Omit<
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

/** Asked to stop while it starts, it may first become whole, so that it closes whole: but not for ever. */
const START_GRACE_MS = 5_000;

/**
 * The whole life of an app's process. It exits 0 after SIGTERM, SIGINT or the end of the parent that holds its IPC
 * channel, and 1 with one sentence on stderr when it cannot start. Over that channel it says when it serves.
 */
export async function runApp<Config extends AppConfig>(runnable: Runnable<Config>): Promise<void> {
  const { config: definition, started, ...rest } = runnable;
  // Begun only once the signals have their listeners.
  const starting = Promise.resolve().then(() =>
    start(async () => {
      const config = definition.read(processEnvironment);
      const describedConfig = definition.describe(config);
      const app = await startApp({ ...rest, config, describedConfig });
      started?.(app, config);
      return app;
    }),
  );
  stopWhenAsked(starting);
  surviveRejections();
  const running = await starting;
  process.send?.({ type: 'ready', role: rest.role, id: running.identity.id, port: running.port });
}

/**
 * Signals are handled from the start: PID 1 of a container loses a signal without a listener. They are handled to the
 * end: a terminal and a supervisor may both send one, and the second must not cut the stop short.
 */
function stopWhenAsked(starting: Promise<RunningApp>): void {
  const stop = async () => {
    const grace = setTimeout(() => exitWith('Stopped before it had started.'), START_GRACE_MS);
    const running = await starting;
    clearTimeout(grace);
    await running.stop();
    process.exit(0);
  };
  let stopping: Promise<void> | undefined;
  const ask = () => void (stopping ??= stop());
  process.on('SIGTERM', ask).on('SIGINT', ask).on('disconnect', ask);
}

/**
 * A rejection that no code handles is a defect, and one piece of work among many: it is logged and counted, and the
 * process goes on serving its other tenants. An uncaught exception may leave state half changed, so there Node's
 * default stays: the process ends with 1, and its supervisor starts another.
 */
function surviveRejections(): void {
  process.on('unhandledRejection', (error) => {
    reportBackgroundFailure('unhandled rejection', error);
  });
}

async function start(begin: () => Promise<RunningApp>): Promise<RunningApp> {
  try {
    return await begin();
  } catch (error) {
    return exitWith(sentenceFor(error));
  }
}

function exitWith(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}
