import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Files of one message on its way out: gone with it, whatever becomes of it. */
export class Scratch {
  private folder: Promise<string> | undefined;
  private files = 0;

  newPath = async (): Promise<string> => {
    this.folder ??= mkdtemp(join(tmpdir(), 'starling-'));
    return join(await this.folder, String((this.files += 1)));
  };

  async remove(): Promise<void> {
    const folder = await this.folder?.catch(() => undefined);
    if (folder) await rm(folder, { recursive: true, force: true });
  }
}
