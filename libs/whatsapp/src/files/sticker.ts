import { stat } from 'node:fs/promises';
import { withPicture } from './picture.js';
import { UnsupportedFileError } from './unsupported-file.js';

const SIDE_PIXELS = 512;
const TRANSPARENT = { r: 0, g: 0, b: 0, alpha: 0 };
const MOST_BYTES = 1024 * 1024;
/** Tried in turn until it is small enough: long moving pictures need it. */
const QUALITIES = [80, 50, 20];

/** As WebP of 512×512, proportions kept on a transparent ground; a moving picture stays one. */
export async function convertToSticker(
  from: string,
  to: string,
  signal: AbortSignal,
): Promise<void> {
  for (const quality of QUALITIES) {
    if ((await convert(from, to, quality, signal)) <= MOST_BYTES) return;
  }
  throw tooLarge();
}

/** What WhatsApp takes of a file that is a sticker already. */
export async function ensureStickerSize(path: string): Promise<void> {
  if ((await stat(path)).size > MOST_BYTES) throw tooLarge();
}

const convert = (
  from: string,
  to: string,
  quality: number,
  signal: AbortSignal,
): Promise<number> => {
  const work = withPicture(
    from,
    signal,
    async (picture) => {
      const square = { fit: 'contain', background: TRANSPARENT } as const;
      const { size } = await picture
        .autoOrient()
        .resize(SIDE_PIXELS, SIDE_PIXELS, square)
        .webp({ quality, effort: 3 })
        .toFile(to);
      return size;
    },
    true,
  );
  return work.catch(() => {
    signal.throwIfAborted();
    throw new UnsupportedFileError('the picture cannot be read');
  });
};

const tooLarge = (): UnsupportedFileError =>
  new UnsupportedFileError('a sticker may have at most 1 MiB');
