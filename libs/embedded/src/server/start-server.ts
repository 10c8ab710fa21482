import { EmbeddedError } from './embedded-error.js';
import { type Ending, type ServerProcess } from '../process/server-process.js';
import { type ServerDirectory } from './server-directory.js';

export interface EmbeddedServer {
  url: string;
  port: number;
  pid: number;
  /** Resolves when the server has ended, asked or not, with its last words. */
  ended: Promise<string>;
  /** Clean stop; resolves when the process is gone and its directory is free again. */
  stop(): Promise<void>;
}

export interface ServerAttempt {
  server: ServerProcess;
  url: string;
  stopLimitMs: number;
  /** What the server says when somebody else took the port since we looked. */
  portTaken: RegExp;
  /** Resolves when the server answers, or when it has ended. */
  ready(): Promise<void>;
}

const PORT_ATTEMPTS = 5;

export function ensurePlatform(): void {
  if (process.platform !== 'win32') return;
  throw new EmbeddedError(
    'PlatformUnsupported',
    'The built-in Postgres and Redis need Linux or macOS: use WSL, or set DATABASE_URL and REDIS_URL.',
  );
}

/** Holds the directory while the server lives, and gives it back on every way out. */
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
      const lost = wantedPort === 0 && started.portTaken && attempt < PORT_ATTEMPTS;
      if (!lost) throw new EmbeddedError('ServerFailed', started.reason);
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
    await server.stop('SIGINT', attempt.stopLimitMs);
    throw error;
  }
  if (!server.ending) return { ready: true as const, attempt };
  const words = server.lastLines.join('\n');
  return {
    ready: false as const,
    portTaken: attempt.portTaken.test(words),
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
      await server.stop('SIGINT', attempt.stopLimitMs);
      await ended;
    },
  };
}

/** A server that was killed had no last words; what it wrote before is not the reason. */
function describeEnding(server: ServerProcess, ending: Ending): string {
  if (ending.signal !== null) return `The server ended (${ending.signal}).`;
  const loud = server.lastLines.findLast((line) => /FATAL|PANIC|ERROR|[Ff]ailed/.test(line));
  const words = loud ?? server.lastLines.at(-1);
  const how = ending.error?.message ?? `code ${ending.code}`;
  return words === undefined ? `The server ended (${how}).` : `The server ended (${how}): ${words}`;
}
