import { download, FairQueue, OutboundHttp } from '@starling/platform';
import { Converters, type LinkPreview } from '@starling/whatsapp';
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { readLinkPage } from './link-page.js';
import { TempFiles } from './temp-files.js';

const MAX_WAIT_MS = 3_000;
/** Of pages that are read: what an account wants beyond goes without a preview. */
const PAGES = { maxRunning: 32, maxRunningPerKey: 8, maxWaitingPerKey: 32 };
const MAX_IMAGE_BYTES = 5 * 1024 * 1024;
const MAX_REMEMBERED = 1_000;
const REMEMBERED_MS = 10 * 60 * 1_000;
/** What failed may be mended soon; until then a thousand messages do not wait for it one by one. */
const FAILURE_REMEMBERED_MS = 60 * 1_000;

interface Found {
  readonly preview: LinkPreview | undefined;
  /** Something of it was late or broken. */
  readonly isIncomplete: boolean;
}
const NOTHING: Found = { preview: undefined, isIncomplete: true };

/** What is shown under links. A page that many messages link to is read once, by all sessions of this process. */
@Injectable()
export class LinkPreviews {
  private readonly pages = new FairQueue(PAGES);
  private readonly found = new LRUCache<string, Found, string>({
    max: MAX_REMEMBERED,
    ttl: REMEMBERED_MS,
    // Waiting callers get the page even if the cache removes it meanwhile.
    ignoreFetchAbort: true,
    fetchMethod: async (link, _, { options, context: account }) => {
      const found = await this.look(link, account);
      if (found.isIncomplete) options.ttl = FAILURE_REMEMBERED_MS;
      return found;
    },
  });

  constructor(
    private readonly http: OutboundHttp,
    private readonly converters: Converters,
  ) {}

  /**
   * After three seconds in the queue of the account and three more at most: what is known by then, perhaps nothing.
   * Never rejects. That an account's queue is full is not remembered, as others may ask for the same page.
   */
  async of(link: string, account: string): Promise<LinkPreview | undefined> {
    const known = this.found.get(link);
    if (known) return known.preview;
    const reading = this.pages.run(account, AbortSignal.timeout(MAX_WAIT_MS), () =>
      this.found.fetch(link, { context: account }),
    );
    const found = await reading.catch(() => undefined);
    return found?.preview;
  }

  private async look(link: string, account: string): Promise<Found> {
    const signal = AbortSignal.timeout(MAX_WAIT_MS);
    const limits = { timeoutMs: MAX_WAIT_MS, signal };
    try {
      const page = await readLinkPage(this.http, link, limits);
      if (!page) return NOTHING;
      const { url, title, description, imageUrl } = page;
      const thumbnail = imageUrl ? await this.thumbnail(imageUrl, account, signal) : undefined;
      const isIncomplete = imageUrl !== undefined && thumbnail === undefined;
      return { preview: { url, title, description, thumbnail }, isIncomplete };
    } catch {
      return NOTHING;
    }
  }

  /** A page whose picture is late or broken is shown without. */
  private async thumbnail(
    url: string,
    account: string,
    signal: AbortSignal,
  ): Promise<Buffer | undefined> {
    const late = new Promise<undefined>((resolve) => {
      signal.addEventListener('abort', () => resolve(undefined), { once: true });
    });
    return Promise.race([late, this.makeThumbnail(url, account, signal).catch(() => undefined)]);
  }

  private async makeThumbnail(
    url: string,
    account: string,
    signal: AbortSignal,
  ): Promise<Buffer | undefined> {
    const tempFiles = new TempFiles();
    try {
      const path = await tempFiles.newPath();
      const limits = { timeoutMs: MAX_WAIT_MS, maxBytes: MAX_IMAGE_BYTES, signal };
      await download(this.http, url, path, limits);
      return await this.converters.run(account, signal, (converter) =>
        converter.linkThumbnail(path),
      );
    } finally {
      await tempFiles.remove();
    }
  }
}
