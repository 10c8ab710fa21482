import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { type ProcessRole } from '@starling/contract';

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));
const START_LIMIT_MS = 180_000;

export interface AppProcess {
  readonly role: string;
  readonly id: string;
  readonly pid: number;
  readonly baseUrl: string;
  /** Everything it wrote so far, for assertions on logs and for finding out why a test failed. */
  output(): string;
  /** SIGTERM; resolves with the exit code once it is gone. */
  stop(): Promise<number | null>;
  kill(signal: NodeJS.Signals): void;
}

interface ReadyMessage {
  readonly type: 'ready';
  readonly id: string;
  readonly port: number;
}

/** Runs the built app as the supervisor does: its own process, ready when it says so. */
export const startAppProcess = (
  role: ProcessRole,
  env: Readonly<Record<string, string>>,
): Promise<AppProcess> => startScriptProcess(`${ROOT}apps/${role}/dist/main.js`, role, env);

/** The same for a script that is no app of ours but says in the same way that it is ready. */
export async function startScriptProcess(
  script: string,
  role: string,
  env: Readonly<Record<string, string>>,
): Promise<AppProcess> {
  const child = spawn(process.execPath, [script], {
    env: { PATH: '/usr/bin:/bin', HOST: '127.0.0.1', PORT: '0', LOG_LEVEL: 'info', ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const chunks: Buffer[] = [];
  child.stdout?.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stderr?.on('data', (chunk: Buffer) => chunks.push(chunk));
  const output = () => Buffer.concat(chunks).toString('utf8');
  const exited = once(child, 'exit').then(([code]) => code as number | null);
  const ready = await readyMessage(child, exited, role, output);
  return {
    role,
    id: ready.id,
    pid: child.pid as number,
    baseUrl: `http://127.0.0.1:${ready.port}`,
    output,
    stop: () => {
      child.kill('SIGTERM');
      return exited;
    },
    kill: (signal) => void child.kill(signal),
  };
}

async function readyMessage(
  child: ChildProcess,
  exited: Promise<number | null>,
  role: string,
  output: () => string,
): Promise<ReadyMessage> {
  const timeout = AbortSignal.timeout(START_LIMIT_MS);
  const message = once(child, 'message', { signal: timeout }).then(
    ([first]) => first as ReadyMessage,
  );
  const early = exited.then((code): never => {
    throw new Error(`${role} exited with ${code} before it was ready:\n${output()}`);
  });
  return Promise.race([message, early]).catch((error: unknown) => {
    child.kill('SIGKILL');
    throw error;
  });
}
