import { download, OutboundHttp } from '@starling/platform';
import { type LinkPreview, linkThumbnail } from '@starling/whatsapp';
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { readLinkPage } from './link-page.js';
import { Scratch } from './scratch.js';

const PATIENCE_MS = 3_000;
const MAX_IMAGE_BYTES = 5 * 1024 * 1024;
const MOST_REMEMBERED = 1_000;
const REMEMBERED_MS = 10 * 60 * 1_000;
/** What failed may be mended soon; until then a thousand messages do not wait for it one by one. */
const FAILURE_REMEMBERED_MS = 60 * 1_000;

interface Found {
  readonly preview: LinkPreview | undefined;
}
const NOTHING: Found = { preview: undefined };

/** What is shown under links. A page that many messages link to is read once, by all sessions of this process. */
@Injectable()
export class LinkPreviews {
  private readonly found = new LRUCache<string, Found>({
    max: MOST_REMEMBERED,
    ttl: REMEMBERED_MS,
    // Whoever waits for a page gets it, though it is pushed out meanwhile.
    ignoreFetchAbort: true,
    fetchMethod: async (link, _, { options }) => {
      const found = await this.look(link);
      if (!found.preview) options.ttl = FAILURE_REMEMBERED_MS;
      return found;
    },
  });

  constructor(private readonly http: OutboundHttp) {}

  /** After three seconds at most: what is known by then, perhaps nothing. Never rejects. */
  async of(link: string): Promise<LinkPreview | undefined> {
    const found = await this.found.fetch(link);
    return found?.preview;
  }

  private async look(link: string): Promise<Found> {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const limits = { timeoutMs: PATIENCE_MS, signal };
    try {
      const page = await readLinkPage(this.http, link, limits);
      if (!page) return NOTHING;
      const { url, title, description, imageUrl } = page;
      const thumbnail = imageUrl ? await this.thumbnail(imageUrl, signal) : undefined;
      return { preview: { url, title, description, thumbnail } };
    } catch {
      return NOTHING;
    }
  }

  /** A page whose picture is late or broken is shown without. */
  private async thumbnail(url: string, signal: AbortSignal): Promise<Buffer | undefined> {
    const late = new Promise<undefined>((resolve) => {
      signal.addEventListener('abort', () => resolve(undefined), { once: true });
    });
    return Promise.race([late, this.makeThumbnail(url, signal).catch(() => undefined)]);
  }

  private async makeThumbnail(url: string, signal: AbortSignal): Promise<Buffer | undefined> {
    const scratch = new Scratch();
    try {
      const path = await scratch.newPath();
      const limits = { timeoutMs: PATIENCE_MS, maxBytes: MAX_IMAGE_BYTES, signal };
      await download(this.http, url, path, limits);
      return await linkThumbnail(path, signal);
    } finally {
      await scratch.remove();
    }
  }
}
