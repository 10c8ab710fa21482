import { CONFIG } from '@starling/platform';
import { type MediaFile, MediaFiles, type SessionLease } from '@starling/storage';
import { type ReceivedFile } from '@starling/whatsapp';
import { Inject, Injectable } from '@nestjs/common';
import { type FileWish } from '../events/event-outlet.js';
import { type WorkerConfig } from '../worker.config.js';
import { Buckets } from './buckets.js';
import { Downloads } from './downloads.js';
import { FileLog, FileTooLargeError } from './file-log.js';
import { FileSlots } from './file-slots.js';

/** By the contract an event waits so long for its file, and no longer. */
const EVENT_WAITS_MS = 20_000;
/** A file for a bucket may come later than its event has left. */
const BUCKET_WAITS_MS = 600_000;
/** The largest that WhatsApp takes. */
const LARGEST_FILE_BYTES = 2 * 1024 ** 3;
/** Each holds about a megabyte. */
const AT_A_TIME = 32;
const DAY_MS = 24 * 60 * 60 * 1_000;

/** Of one instance: what slows down its files slows down no other's. */
export interface FetchingPlace {
  readonly slots: FileSlots;
  /** Until nobody waits for its files any more. */
  readonly fetching: AbortSignal;
}

/** What has come of a file so far. */
export interface FetchedFile {
  /** In the media store; absent: nothing goes into the event. */
  mediaId?: string;
  s3Url?: string;
}

/** Fetches the files of messages whose events go out with them. Nothing that fails here keeps an event back. */
@Injectable()
export class EventFiles {
  private readonly slots = new FileSlots(AT_A_TIME);
  private readonly mostInEventBytes: number;
  private readonly keptMs: number;

  constructor(
    private readonly media: MediaFiles,
    private readonly downloads: Downloads,
    private readonly buckets: Buckets,
    private readonly log: FileLog,
    @Inject(CONFIG) config: WorkerConfig,
  ) {
    this.mostInEventBytes = config.MEDIA_BASE64_MAX_BYTES;
    this.keptMs = config.MEDIA_KEEP_DAYS * DAY_MS;
  }

  /** Never rejects, and resolves when an event has waited long enough with whatever there is by then. */
  async fetch(
    lease: SessionLease,
    file: ReceivedFile,
    wish: FileWish,
    { slots, fetching }: FetchingPlace,
  ): Promise<FetchedFile> {
    const fetched: FetchedFile = {};
    const limitMs = wish.bucketOf === undefined ? EVENT_WAITS_MS : BUCKET_WAITS_MS;
    const limit = AbortSignal.any([fetching, AbortSignal.timeout(limitMs)]);
    const work = slots
      .run(() => this.bring(lease, file, wish, limit, fetched))
      .catch((error: unknown) => this.log.failed(lease, error));
    await untilOver(work, EVENT_WAITS_MS, fetching);
    return { ...fetched };
  }

  private async bring(
    lease: SessionLease,
    file: ReceivedFile,
    { inEvent, bucketOf }: FileWish,
    signal: AbortSignal,
    fetched: FetchedFile,
  ): Promise<void> {
    signal.throwIfAborted();
    const most = bucketOf === undefined ? this.mostInEventBytes : LARGEST_FILE_BYTES;
    if ((file.sizeBytes ?? 0) > most) return this.log.count('too_large');
    const { scope, instanceId } = lease;
    const stored =
      (await this.media.findByMessage(scope, instanceId, file.messageId)) ??
      (await this.store(lease, file, most, signal));
    const fits = stored.sizeBytes <= this.mostInEventBytes;
    if (inEvent && fits) fetched.mediaId = stored.id;
    this.log.count('stored');
    if (bucketOf === undefined) return;
    const url = await this.buckets.upload(lease, bucketOf, file, stored, signal);
    if (url === undefined) return;
    fetched.s3Url = url;
    this.log.count('uploaded');
    // It lies in the bucket now, and would be the largest of all that the database holds.
    if (!fits) await this.media.remove(scope, stored.id);
  }

  private async store(
    lease: SessionLease,
    file: ReceivedFile,
    mostBytes: number,
    signal: AbortSignal,
  ): Promise<Pick<MediaFile, 'id' | 'sizeBytes'>> {
    const { messageId, chatJid, type, mimeType, fileName } = file;
    // A session that is not connected yet takes no slot from those that are.
    const downloads = await this.downloads.of(lease, signal);
    const expiresAt = new Date(Date.now() + this.keptMs);
    const described = { messageId, chatJid, type, mimeType, fileName, expiresAt };
    const { scope, instanceId } = lease;
    return this.slots.run(async () => {
      const bytes = await downloads.open(file, signal);
      return this.media.store(scope, instanceId, described, atMost(bytes, mostBytes));
    });
  }
}

/** Or until the limit is reached, or nobody waits any more. */
async function untilOver(work: Promise<void>, limitMs: number, fetching: AbortSignal) {
  let stop: () => void = () => undefined;
  const noLonger = new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, limitMs);
    stop = () => {
      clearTimeout(timer);
      resolve();
    };
    fetching.addEventListener('abort', stop, { once: true });
  });
  await Promise.race([work, noLonger]);
  stop();
  fetching.removeEventListener('abort', stop);
}

/** What a sender says of the size of his file need not be true. */
async function* atMost(bytes: AsyncIterable<Buffer>, mostBytes: number) {
  let total = 0;
  for await (const chunk of bytes) {
    total += chunk.length;
    if (total > mostBytes) throw new FileTooLargeError(`more than ${mostBytes} bytes`);
    yield chunk;
  }
}
