import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lockDirectory } from '@starling/embedded';
import { StartError } from './failure/start-error.js';

const PID_FILE = 'supervisor.pid';

/** DATA_DIR, which one supervisor at a time may use. */
export class DataDir {
  private constructor(
    readonly path: string,
    /** The last supervisor was killed, and its processes may still be ending. */
    readonly endedUncleanly: boolean,
    private readonly unlock: () => void,
  ) {}

  static open(path: string): DataDir {
    const unlock = lock(path);
    const pidFile = join(path, PID_FILE);
    if (!unlock) {
      const pid = existsSync(pidFile) ? ` (process ${readFileSync(pidFile, 'utf8').trim()})` : '';
      throw new StartError(
        `Another Starling${pid} runs on ${path}: stop it, or set another DATA_DIR.`,
      );
    }
    const endedUncleanly = existsSync(pidFile);
    writeFileSync(pidFile, `${process.pid}\n`, { mode: 0o600 });
    return new DataDir(path, endedUncleanly, unlock);
  }

  close(): void {
    rmSync(join(this.path, PID_FILE), { force: true });
    this.unlock();
  }
}

/**
 * Converts a file error inside DATA_DIR into a sentence for the person who starts Starling; returns other errors
 * unchanged.
 */
export function describeFileTrouble(error: unknown, path: string): unknown {
  const { code, path: file = '' } = error as NodeJS.ErrnoException;
  if (code === undefined || !file.startsWith(path)) return error;
  return unusable(path, `${code} at ${file}`);
}

const unusable = (path: string, reason: string): StartError =>
  new StartError(`DATA_DIR ${path} cannot be used (${reason}): set one that this user may write.`);

/** Root lets other users enter the directory, because Postgres runs in it as an unprivileged user. */
function lock(path: string): (() => void) | undefined {
  try {
    const made = mkdirSync(path, { recursive: true });
    if (made !== undefined) chmodSync(path, process.getuid?.() === 0 ? 0o711 : 0o700);
    return lockDirectory(path);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? (error as Error).message;
    throw unusable(path, code);
  }
}
