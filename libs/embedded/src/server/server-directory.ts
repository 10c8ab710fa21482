import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { EmbeddedError } from './embedded-error.js';
import { runsIn } from '../process/runs-in.js';
import { waitUntil } from '../process/wait-until.js';
import { LOCK_FILE, lockDirectory } from './directory-lock.js';
import { findFreePort, isPortFree } from './free-port.js';

/** When the parent of a server was killed, the guard stops the server. This is longer than the guard's grace time. */
const ORPHAN_TIMEOUT_MS = 15_000;

/**
 * The directory of one server. The server writes to `data`; beside it are the password, the port of the last start and
 * the process id. One process at a time has the directory open.
 */
export class ServerDirectory {
  readonly data: string;

  private constructor(
    readonly path: string,
    private readonly unlock: () => void,
  ) {
    this.data = join(path, 'data');
  }

  /** With `mode` 0711 a server under another user id can reach `data`, but cannot read the other files. */
  static async open(dataDir: string, mode: 0o700 | 0o711): Promise<ServerDirectory> {
    const path = resolve(dataDir);
    makeDirectories(path, mode);
    const unlock = lockDirectory(path);
    if (!unlock) {
      throw new EmbeddedError('DataDirInUse', `${path} is in use by another process.`);
    }
    const directory = new ServerDirectory(path, unlock);
    const pid = Number(directory.read('server.pid'));
    const gone = await waitUntil(
      () => !(pid > 0 && runsIn(pid, directory.data)),
      ORPHAN_TIMEOUT_MS,
    );
    if (gone) return directory;
    unlock();
    throw new EmbeddedError(
      'DataDirInUse',
      `A server whose parent is gone (process ${pid}) still runs in ${path}; end it first.`,
    );
  }

  /** Exists as long as the directory is open: a file to test access with. */
  get lockFile(): string {
    return join(this.path, LOCK_FILE);
  }

  close(): void {
    this.unlock();
  }

  getOrCreatePassword(): string {
    const kept = this.read('password');
    if (kept) return kept;
    const password = randomBytes(24).toString('base64url');
    this.write('password', password);
    return password;
  }

  /** The wanted port; without one the port of the last start if it is free, else any free port. */
  async choosePort(wanted: number): Promise<number> {
    if (wanted > 0) {
      if (await isPortFree(wanted)) return wanted;
      throw new EmbeddedError(
        'PortInUse',
        `Port ${wanted} on 127.0.0.1 is taken by another program.`,
      );
    }
    const kept = Number(this.read('port'));
    if (kept > 0 && (await isPortFree(kept))) return kept;
    return findFreePort();
  }

  recordPort(port: number): void {
    this.write('port', String(port));
  }

  recordServer(pid: number): void {
    this.write('server.pid', String(pid));
  }

  private read(name: string): string | undefined {
    const path = join(this.path, name);
    return existsSync(path) ? readFileSync(path, 'utf8').trim() : undefined;
  }

  private write(name: string, text: string): void {
    const path = join(this.path, name);
    writeFileSync(`${path}.new`, `${text}\n`, { mode: 0o600 });
    renameSync(`${path}.new`, path);
  }
}

/** Sets the mode of the directories that this call creates; directories that existed keep theirs. */
function makeDirectories(directory: string, mode: number): void {
  const first = mkdirSync(directory, { recursive: true, mode });
  if (first === undefined) return;
  for (let created = directory; ; created = dirname(created)) {
    chmodSync(created, mode);
    if (created === resolve(first)) return;
  }
}
