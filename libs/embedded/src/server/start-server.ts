import { EmbeddedError } from './embedded-error.js';
import { type Ending, type ServerProcess } from '../process/server-process.js';
import { type ServerDirectory } from './server-directory.js';

export interface EmbeddedServer {
  url: string;
  port: number;
  pid: number;
  /** Resolves when the server has ended, by `stop` or by itself, with a sentence that says how. */
  ended: Promise<string>;
  /** Stops the server cleanly; resolves when the process has ended and its directory is unlocked. */
  stop(): Promise<void>;
}

export interface ServerAttempt {
  server: ServerProcess;
  url: string;
  stopTimeoutMs: number;
  /** Matches the output of a server whose port another program took after the port was found free. */
  portTaken: RegExp;
  /** Resolves when the server answers or has ended. */
  ready(): Promise<void>;
}

const MAX_PORT_ATTEMPTS = 5;

export function ensurePlatform(): void {
  if (process.platform !== 'win32') return;
  throw new EmbeddedError(
    'PlatformUnsupported',
    'The built-in Postgres and Redis need Linux or macOS: use WSL, or set DATABASE_URL and REDIS_URL.',
  );
}

/** Keeps the directory locked while the server lives; unlocks it when the start fails or the server has ended. */
export async function superviseStart(
  directory: ServerDirectory,
  wantedPort: number,
  launch: (port: number) => Promise<ServerAttempt>,
): Promise<EmbeddedServer> {
  try {
    for (let attempt = 1; ; attempt++) {
      const port = await directory.choosePort(wantedPort);
      const started = await launchOnce(port, launch);
      if (started.ready) {
        directory.recordPort(port);
        return running(directory, port, started.attempt);
      }
      const retry = wantedPort === 0 && started.portTaken && attempt < MAX_PORT_ATTEMPTS;
      if (!retry) throw new EmbeddedError('ServerFailed', started.reason);
    }
  } catch (error) {
    directory.close();
    throw error;
  }
}

async function launchOnce(port: number, launch: (port: number) => Promise<ServerAttempt>) {
  const attempt = await launch(port);
  const { server } = attempt;
  try {
    await attempt.ready();
  } catch (error) {
    await server.stop('SIGINT', attempt.stopTimeoutMs);
    throw error;
  }
  if (!server.ending) return { ready: true as const, attempt };
  return {
    ready: false as const,
    portTaken: attempt.portTaken.test(server.lastLines.join('\n')),
    reason: describeEnding(server, server.ending),
  };
}

function running(directory: ServerDirectory, port: number, attempt: ServerAttempt): EmbeddedServer {
  const { server } = attempt;
  const ended = server.ended.then((ending) => {
    directory.close();
    return describeEnding(server, ending);
  });
  return {
    url: attempt.url,
    port,
    pid: server.pid,
    ended,
    stop: async () => {
      await server.stop('SIGINT', attempt.stopTimeoutMs);
      await ended;
    },
  };
}

/** The output of a killed server is left out: it does not say why the server ended. */
function describeEnding(server: ServerProcess, ending: Ending): string {
  if (ending.signal !== null) return `The server ended (${ending.signal}).`;
  const error = server.lastLines.findLast((line) => /FATAL|PANIC|ERROR|[Ff]ailed/.test(line));
  const line = error ?? server.lastLines.at(-1);
  const how = ending.error?.message ?? `code ${ending.code}`;
  return line === undefined ? `The server ended (${how}).` : `The server ended (${how}): ${line}`;
}
