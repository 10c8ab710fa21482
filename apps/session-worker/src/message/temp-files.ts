import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const NAME = /^starling-files-(\d+)-/;
const prefix = (pid: number): string => `starling-files-${pid}-`;

/** In this process; begun before its first folder is made, so whatever bears its number then is not its own. */
let swept: Promise<void> | undefined;

/** Files of one message on its way out: gone with it, whatever becomes of it. */
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
  swept ??= removeForsaken(process.pid).catch(() => undefined);
  await swept;
  return mkdtemp(join(tmpdir(), prefix(process.pid)));
}

/**
 * Removes what killed processes left. A container's process has the number of the one that died before it in the same
 * place: folders of `ownPid` are forsaken too, so nothing may have been made by it yet.
 */
export async function removeForsaken(ownPid: number): Promise<void> {
  const folders = await readdir(tmpdir());
  const forsaken = folders.filter((folder) => {
    const [, pid] = NAME.exec(folder) ?? [];
    return pid !== undefined && (Number(pid) === ownPid || !isAlive(Number(pid)));
  });
  for (const folder of forsaken) await rm(join(tmpdir(), folder), { recursive: true, force: true });
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // Somebody else's process lives, too.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
