import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RecordLog } from '../records/record-log.js';

/** Encrypted media by path. The media server has no keys and cannot read it. */
export class MediaStore {
  private readonly blobs = new Map<string, Buffer>();
  private readonly expired = new Set<string>();
  private readonly folder: string | undefined;

  constructor(
    private readonly log: RecordLog,
    dataDir: string | undefined,
  ) {
    if (dataDir === undefined) return;
    this.folder = join(dataDir, 'media');
    mkdirSync(this.folder, { recursive: true });
  }

  put(path: string, bytes: Buffer): void {
    this.blobs.set(path, bytes);
    if (this.folder === undefined) return;
    const file = Buffer.from(path).toString('base64url').slice(-200);
    writeFileSync(join(this.folder, file), bytes);
    this.log.save('media', path, () => file);
  }

  /** The bytes, also after they have expired for downloads: the phone that sent them still has them. */
  getOriginal(path: string): Buffer | undefined {
    const held = this.blobs.get(path);
    if (held !== undefined || this.folder === undefined) return held;
    const file = this.log.load('media').get(path);
    return typeof file === 'string' ? readFileSync(join(this.folder, file)) : undefined;
  }

  /** Ends downloads of the media. A phone that has the original can upload it again. */
  expire(path: string): void {
    this.expired.add(path);
  }

  download(path: string): Buffer | undefined {
    return this.expired.has(path) ? undefined : this.getOriginal(path);
  }
}
