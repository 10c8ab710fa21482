import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const NAME = /^starling-files-(\d+)-/;
const prefix = (pid: number): string => `starling-files-${pid}-`;

/** Runs once, before this process makes its first folder: folders with its process id are older then. */
let swept: Promise<void> | undefined;

/** The files of one outgoing message; they are removed when it is sent or has failed. */
export class TempFiles {
  private folder: Promise<string> | undefined;
  private files = 0;

  newPath = async (): Promise<string> => {
    this.folder ??= newFolder();
    return join(await this.folder, String((this.files += 1)));
  };

  async remove(): Promise<void> {
    const folder = await this.folder?.catch(() => undefined);
    if (folder) await rm(folder, { recursive: true, force: true });
  }
}

async function newFolder(): Promise<string> {
  swept ??= removeAbandoned(process.pid).catch(() => undefined);
  await swept;
  return mkdtemp(join(tmpdir(), prefix(process.pid)));
}

/**
 * Removes the folders of killed processes. A process in a container often has the id of its predecessor, so folders of
 * `ownPid` are removed too: this must run before the process makes one.
 */
export async function removeAbandoned(ownPid: number): Promise<void> {
  const folders = await readdir(tmpdir());
  const abandoned = folders.filter((folder) => {
    const [, pid] = NAME.exec(folder) ?? [];
    return pid !== undefined && (Number(pid) === ownPid || !isAlive(Number(pid)));
  });
  for (const folder of abandoned)
    await rm(join(tmpdir(), folder), { recursive: true, force: true });
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // The process of another user is alive, too.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
