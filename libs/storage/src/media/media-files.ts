import { type Database } from '../database/database.js';
import { StorageError } from '../errors/storage-error.js';
import { type InstanceId } from '../tenancy/ids.js';
import { type TenantScope } from '../tenancy/tenant-scope.js';
import { CHUNK_BYTES, chunksOf } from './chunks.js';
import { type MediaQuotas } from './media-quotas.js';
import {
  ADD_CHUNK,
  BEGIN,
  BY_ID,
  BY_MESSAGE,
  CHUNK,
  FINISH,
  REMOVE,
  SWEEP,
} from './media-statements.js';

export interface NewMediaFile {
  /** Both empty while the file belongs to no message yet. */
  readonly messageId: string;
  readonly chatJid: string;
  readonly type: string;
  readonly mimeType: string;
  readonly fileName: string | null;
  readonly expiresAt: Date;
}

export interface MediaFile extends NewMediaFile {
  readonly id: string;
  readonly instanceId: InstanceId;
  readonly sizeBytes: number;
  readonly createdAt: Date;
}

/** No file takes longer to store; what a crash left half stored is swept after it. */
const MAX_STORING_SECONDS = 3_600;

/**
 * Files in chunks, so that no process holds a whole file in memory. A file that is incomplete or has expired is not
 * found.
 */
export class MediaFiles {
  constructor(
    private readonly database: Database,
    private readonly quotas: MediaQuotas,
  ) {}

  /**
   * Holds no connection while it waits for the next bytes. A stream that fails leaves nothing behind and its error
   * comes out unchanged. Throws `InstanceNotFound`, also when the instance is deleted on the way, and
   * `AccountMediaQuotaExceeded` as soon as the file does not fit into this share of its account's quota.
   */
  async store(
    { accountId }: TenantScope,
    instanceId: InstanceId,
    file: NewMediaFile,
    bytes: AsyncIterable<Uint8Array>,
    maxQuotaShare = 1,
  ): Promise<{ readonly id: string; readonly sizeBytes: number }> {
    const { messageId, chatJid, type, mimeType, fileName } = file;
    const expiresAt = file.expiresAt.toISOString();
    const [begun] = await this.database.read<{ id: string }>(BEGIN, [
      accountId,
      instanceId,
      messageId,
      chatJid,
      type,
      mimeType,
      fileName,
      expiresAt,
      MAX_STORING_SECONDS,
    ]);
    if (begun === undefined) throw new StorageError('InstanceNotFound');
    let takenBytes = 0;
    const take = async (more: number) => {
      await this.quotas.take(accountId, more, maxQuotaShare);
      takenBytes += more;
    };
    try {
      await this.addChunks(begun.id, bytes, take);
      const finished = await this.database.read(FINISH, [begun.id, takenBytes, expiresAt]);
      if (finished.length === 0) throw new StorageError('InstanceNotFound');
      this.quotas.finish(accountId, takenBytes);
      return { id: begun.id, sizeBytes: takenBytes };
    } catch (error) {
      this.quotas.drop(accountId, takenBytes);
      // What cannot be removed now goes with the sweep.
      await this.database.read(REMOVE, [accountId, begun.id]).catch(() => undefined);
      throw error;
    }
  }

  /** Ends early with `MediaNotFound` when the file expires or goes while it is read. */
  async *open(scope: TenantScope, id: string): AsyncGenerator<Buffer> {
    const { sizeBytes } = await this.get(scope, id);
    for (let n = 0; n * CHUNK_BYTES < sizeBytes; n += 1) {
      const [chunk] = await this.database.read<{ bytes: Buffer }>(CHUNK, [id, n]);
      if (chunk === undefined) throw new StorageError('MediaNotFound');
      yield chunk.bytes;
    }
  }

  /** Throws `MediaNotFound`. */
  async get({ accountId }: TenantScope, id: string): Promise<MediaFile> {
    const [file] = await this.database.read<MediaFile>(BY_ID, [accountId, id]);
    if (file === undefined) throw new StorageError('MediaNotFound');
    return file;
  }

  /** The whole file as text, for those who put it into another; undefined when it is gone. */
  async readBase64(scope: TenantScope, id: string): Promise<string | undefined> {
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of this.open(scope, id)) chunks.push(chunk);
    } catch (error) {
      if (error instanceof StorageError && error.code === 'MediaNotFound') return undefined;
      throw error;
    }
    return Buffer.concat(chunks).toString('base64');
  }

  /** Of several the one stored last. */
  async findByMessage(
    { accountId }: TenantScope,
    instanceId: InstanceId,
    messageId: string,
  ): Promise<MediaFile | undefined> {
    const [file] = await this.database.read<MediaFile>(BY_MESSAGE, [
      accountId,
      instanceId,
      messageId,
    ]);
    return file;
  }

  async remove({ accountId }: TenantScope, id: string): Promise<void> {
    await this.database.read(REMOVE, [accountId, id]);
  }

  /** Those that expired first; at most `limit` of them, for each may be many rows. How many went. */
  async sweep(limit: number): Promise<number> {
    return (await this.database.read(SWEEP, [limit])).length;
  }

  private async addChunks(
    id: string,
    bytes: AsyncIterable<Uint8Array>,
    take: (bytes: number) => Promise<void>,
  ): Promise<void> {
    let n = 0;
    for await (const chunk of chunksOf(bytes)) {
      await take(chunk.length);
      const added = await this.database.read(ADD_CHUNK, [id, n, chunk]);
      if (added.length === 0) throw new StorageError('InstanceNotFound');
      n += 1;
    }
  }
}
