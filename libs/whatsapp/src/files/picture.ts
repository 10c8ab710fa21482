import sharp, { type Sharp } from 'sharp';
import { Turns } from './turns.js';

/** Of all frames together. A file of more would be a trap: some bytes that unfold into gigabytes. */
const MOST_PIXELS = 64 * 1024 * 1024;
const LIMIT_SECONDS = 30;
const THUMBNAIL_PIXELS = 32;

/** Decoded pixels are what costs memory here. Each picture is worked on by one thread, so this is also their number. */
const turns = new Turns(2);
sharp.concurrency(1);
// Its own cache holds what is never asked for again.
sharp.cache(false);
// The other readers are large and seldom used: documents, vector graphics, formats of laboratories.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: ['Jpeg', 'Png', 'Webp', 'Nsgif', 'Heif', 'Tiff'].map((one) => `VipsForeignLoad${one}`),
});

export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly isAnimated: boolean;
  /** JPEG, as base64. */
  readonly thumbnail: string;
}

/** Bounded in pixels, time and number at a time. */
export const withPicture = <T>(
  path: string,
  signal: AbortSignal,
  work: (picture: Sharp) => Promise<T>,
  animated = false,
): Promise<T> =>
  turns.run(signal, () =>
    work(
      sharp(path, { animated, limitInputPixels: MOST_PIXELS }).timeout({ seconds: LIMIT_SECONDS }),
    ),
  );

/** Undefined: it cannot be shown here, which says nothing about the phones that get it. */
export async function readPicture(path: string, signal: AbortSignal): Promise<Picture | undefined> {
  try {
    return await withPicture(path, signal, async (picture) => {
      const { autoOrient, pages = 1 } = await picture.metadata();
      const small = picture.autoOrient().resize(THUMBNAIL_PIXELS).flatten({ background: 'white' });
      const thumbnail = (await small.jpeg({ quality: 50 }).toBuffer()).toString('base64');
      return { ...autoOrient, isAnimated: pages > 1, thumbnail };
    });
  } catch {
    signal.throwIfAborted();
    return undefined;
  }
}
