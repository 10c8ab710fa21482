import { ContractError, MAX_MEDIA_BYTES } from '@starling/contract';
import { FairQueue, QueueFullError } from '@starling/platform';
import { type MediaFile, MediaFiles, Messages, StorageError } from '@starling/storage';
import { type Engine, type ReceivedFile } from '@starling/whatsapp';
import { Injectable } from '@nestjs/common';
import { Interests } from '../publishing/interests.js';
import { atMost, FileTooLargeError } from '../media/at-most.js';
import { Buckets } from '../media/buckets.js';
import { InjectEngine } from '../config/engine.js';
import { storedForm } from '../message/message-key.js';
import { type OpenSession } from '../session/open-sessions.js';

const FETCH_LIMIT_MS = 50_000;
/** Each running fetch holds about a megabyte of memory; the file stays in the database for an hour. */
const FETCHES = { maxRunning: 16, maxRunningPerKey: 4, maxWaitingPerKey: 16 };
/** For repeated requests for the same file. */
const KEPT_MS = 60 * 60 * 1_000;

/** Finds the file of a message: our own copy, else the one in the bucket of the instance, else WhatsApp's. */
@Injectable()
export class StoredFiles {
  private readonly fetches = new FairQueue(FETCHES);

  constructor(
    private readonly messages: Messages,
    private readonly media: MediaFiles,
    private readonly interests: Interests,
    private readonly buckets: Buckets,
    @InjectEngine() private readonly engine: Engine,
  ) {}

  /** Throws `MediaNotFound`, `TooManyFiles`, `ReadMediaFailed` or `AccountMediaQuotaExceeded`. */
  async find(session: OpenSession, messageId: string, signal: AbortSignal): Promise<MediaFile> {
    const copy = await this.findCopy(session, messageId);
    if (copy) return copy;
    const limited = AbortSignal.any([signal, AbortSignal.timeout(FETCH_LIMIT_MS)]);
    try {
      return await this.fetches.run(session.lease.accountId, limited, async () => {
        // Another request for the same file may have fetched it meanwhile.
        const fetched = await this.findCopy(session, messageId);
        return fetched ?? (await this.fetch(session, messageId, limited));
      });
    } catch (error) {
      throw refusalOf(error) ?? new ContractError('MediaNotFound');
    }
  }

  private findCopy({ lease }: OpenSession, messageId: string): Promise<MediaFile | undefined> {
    return this.media.findByMessage(lease.scope, lease.instanceId, messageId);
  }

  private async fetch(
    session: OpenSession,
    messageId: string,
    signal: AbortSignal,
  ): Promise<MediaFile> {
    const { scope, instanceId } = session.lease;
    const row = await this.messages.find(scope, instanceId, messageId);
    const file = row?.payload && this.engine.stored.read(storedForm(row, row.payload)).readFile();
    if (!file) throw new ContractError('MediaNotFound');
    const maxBytes = Math.min(file.sizeBytes ?? MAX_MEDIA_BYTES, MAX_MEDIA_BYTES);
    if ((file.sizeBytes ?? 0) > MAX_MEDIA_BYTES) throw new FileTooLargeError(MAX_MEDIA_BYTES);
    const { chatJid, type, mimeType, fileName } = file;
    const expiresAt = new Date(Date.now() + KEPT_MS);
    const described = { messageId: file.messageId, chatJid, type, mimeType, fileName, expiresAt };
    const bytes = atMost(await this.open(session, file, signal), maxBytes);
    const { id } = await this.media.store(scope, instanceId, described, bytes);
    return this.media.get(scope, id);
  }

  private async open({ lease, connection }: OpenSession, file: ReceivedFile, signal: AbortSignal) {
    const name = this.interests.find(lease)?.instanceData.instance ?? '';
    const inBucket = await this.buckets.open(lease, name, file, signal).catch(() => undefined);
    return inBucket ?? (await connection.files.open(file, signal));
  }
}

/** The errors that a client sees; every other failure means that there is no file. */
function refusalOf(error: unknown): ContractError | undefined {
  if (error instanceof ContractError) return error;
  if (error instanceof QueueFullError) return new ContractError('TooManyFiles');
  if (error instanceof FileTooLargeError) {
    return new ContractError('ReadMediaFailed', { reason: error.message });
  }
  const isOverQuota = error instanceof StorageError && error.code === 'AccountMediaQuotaExceeded';
  return isOverQuota ? new ContractError('AccountMediaQuotaExceeded') : undefined;
}
