import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { inherited } from './environment.config.js';

const SCRIPT = fileURLToPath(new URL('../../../tools/bin/start.mjs', import.meta.url));
const READY = /Starling is ready at (\S+)/;

export interface Supervisor {
  readonly baseUrl: string;
  output(): string;
  /** Asks it to stop; resolves with its exit code. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

export interface FailedStart {
  readonly exitCode: number | null;
  readonly errors: string;
}

type Environment = Readonly<Record<string, string>>;

function launch(env: Environment, args: readonly string[] = []) {
  const child = spawn(process.execPath, [SCRIPT, ...args], {
    env: { ...inherited, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { out: '', err: '' };
  child.stdout.on('data', (chunk: Buffer) => (said.out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said.err += chunk.toString()));
  const exited = once(child, 'exit').then(([code]) => code as number | null);
  return { child, said, exited };
}

/** What `npm start` runs, ready when it has printed its closing block. */
export async function startSupervisor(
  env: Environment,
  args: readonly string[] = [],
): Promise<Supervisor> {
  const { child, said, exited } = launch(env, args);
  const ready = new Promise<string>((resolve) => {
    child.stdout.on('data', () => {
      const baseUrl = READY.exec(said.out)?.[1];
      if (baseUrl && said.out.includes('stop with Ctrl-C')) resolve(baseUrl);
    });
  });
  const early = exited.then((code): never => {
    throw new Error(`The start ended with ${code}:\n${said.out}${said.err}`);
  });
  const baseUrl = await Promise.race([ready, early]);
  early.catch(() => undefined);
  return {
    baseUrl,
    output: () => said.out,
    stop: (signal = 'SIGTERM') => {
      child.kill(signal);
      return exited;
    },
  };
}

/** A start that is expected to end by itself. */
export async function failToStart(env: Environment): Promise<FailedStart> {
  const { said, exited } = launch(env);
  return { exitCode: await exited, errors: said.err.trim() };
}
