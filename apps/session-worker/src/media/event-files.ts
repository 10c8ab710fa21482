import { CONFIG, FairQueue } from '@starling/platform';
import { type MediaFile, MediaFiles, type SessionLease } from '@starling/storage';
import { type ReceivedFile } from '@starling/whatsapp';
import { Inject, Injectable } from '@nestjs/common';
import { type FileWish } from '../publishing/event-dispatcher.js';
import { type WorkerConfig } from '../config/worker.config.js';
import { atMost } from './at-most.js';
import { Buckets } from './buckets.js';
import { Downloads } from './downloads.js';
import { FileLog } from './file-log.js';

/** The contract's limit for an event that waits for its file. */
const EVENT_WAITS_MS = 20_000;
/** A file for a bucket may arrive after its event was published. */
const BUCKET_WAITS_MS = 600_000;
/** WhatsApp's limit. */
const MAX_FILE_BYTES = 2 * 1024 ** 3;
/** Each running download holds about a megabyte of memory. */
const MAX_RUNNING = 32;
const MAX_RUNNING_PER_ACCOUNT = 8;
const MAX_RUNNING_PER_INSTANCE = 4;
/** Events beyond these go out without their files, which can still be asked for. */
const MAX_WAITING_PER_INSTANCE = 1_000;
/** The rest is reserved for files that the account's own clients send and ask for: anyone can send files to a number. */
const MAX_QUOTA_SHARE = 0.75;
const DAY_MS = 24 * 60 * 60 * 1_000;

/** The places where a file is stored so far. */
export interface FetchedFile {
  /** The id in the media store; absent: the event carries no file. */
  mediaId?: string;
  s3Url?: string;
}

/** Fetches the files that go out with events. A failure here never holds an event back. */
@Injectable()
export class EventFiles {
  /** Slow files of one instance do not delay those of another. */
  private readonly ofInstances = new FairQueue({
    maxRunning: Number.POSITIVE_INFINITY,
    maxRunningPerKey: MAX_RUNNING_PER_INSTANCE,
    maxWaitingPerKey: MAX_WAITING_PER_INSTANCE,
  });
  /** Bounded by the limits of each instance. */
  private readonly fetches = sharedBetweenAccounts();
  private readonly uploads = sharedBetweenAccounts();
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

  /** Never rejects. Resolves with what is stored when the file is complete, or when the event has waited long enough. */
  async fetch(
    lease: SessionLease,
    file: ReceivedFile,
    wish: FileWish,
    /** Aborts when no event waits for the files of the instance any more. */
    fetching: AbortSignal,
  ): Promise<FetchedFile> {
    const fetched: FetchedFile = {};
    const limitMs = wish.bucketOf === undefined ? EVENT_WAITS_MS : BUCKET_WAITS_MS;
    const limit = AbortSignal.any([fetching, AbortSignal.timeout(limitMs)]);
    const work = this.ofInstances
      .run(lease.instanceId, limit, () => this.download(lease, file, wish, limit, fetched))
      .catch((error: unknown) => this.log.failed(lease, error));
    await untilOver(work, EVENT_WAITS_MS, fetching);
    return { ...fetched };
  }

  private async download(
    lease: SessionLease,
    file: ReceivedFile,
    { inEvent, bucketOf }: FileWish,
    signal: AbortSignal,
    fetched: FetchedFile,
  ): Promise<void> {
    const most = bucketOf === undefined ? this.mostInEventBytes : MAX_FILE_BYTES;
    if ((file.sizeBytes ?? 0) > most) return this.log.count('too_large');
    const { scope, instanceId, accountId } = lease;
    const stored =
      (await this.media.findByMessage(scope, instanceId, file.messageId)) ??
      (await this.store(lease, file, most, signal));
    const fits = stored.sizeBytes <= this.mostInEventBytes;
    if (inEvent && fits) fetched.mediaId = stored.id;
    this.log.count('stored');
    if (bucketOf === undefined) return;
    const url = await this.uploads.run(accountId, signal, () =>
      this.buckets.upload(lease, bucketOf, file, stored, signal),
    );
    if (url === undefined) return;
    fetched.s3Url = url;
    this.log.count('uploaded');
    // The bucket has the file now, and it is too large to keep in the database.
    if (!fits) await this.media.remove(scope, stored.id);
  }

  private async store(
    lease: SessionLease,
    file: ReceivedFile,
    mostBytes: number,
    signal: AbortSignal,
  ): Promise<Pick<MediaFile, 'id' | 'sizeBytes'>> {
    const { messageId, chatJid, type, mimeType, fileName } = file;
    // A session that is not connected yet takes no place from connected ones.
    const downloads = await this.downloads.of(lease, signal);
    const expiresAt = new Date(Date.now() + this.keptMs);
    const described = { messageId, chatJid, type, mimeType, fileName, expiresAt };
    const { scope, instanceId, accountId } = lease;
    return this.fetches.run(accountId, signal, async () => {
      const bytes = await downloads.open(file, signal);
      const limited = atMost(bytes, mostBytes);
      return this.media.store(scope, instanceId, described, limited, MAX_QUOTA_SHARE);
    });
  }
}

/** Ends earlier at the limit, or when no event waits any more. */
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

const sharedBetweenAccounts = (): FairQueue =>
  new FairQueue({
    maxRunning: MAX_RUNNING,
    maxRunningPerKey: MAX_RUNNING_PER_ACCOUNT,
    maxWaitingPerKey: Number.POSITIVE_INFINITY,
  });
