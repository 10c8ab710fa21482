import sharp from 'sharp';
import { UnsupportedFileError } from './unsupported-file.js';

const SIDE_PIXELS = 512;
/** A picture of more would be a trap: some bytes that unfold into gigabytes. */
const MOST_PIXELS = 64 * 1024 * 1024;
const TRANSPARENT = { r: 0, g: 0, b: 0, alpha: 0 };

// Its own cache holds what is never asked for again.
sharp.cache(false);

/** As WebP of 512×512, proportions kept on a transparent ground; a moving picture stays one. */
export async function convertToSticker(from: string, to: string): Promise<void> {
  try {
    await sharp(from, { animated: true, limitInputPixels: MOST_PIXELS })
      .resize(SIDE_PIXELS, SIDE_PIXELS, { fit: 'contain', background: TRANSPARENT })
      .webp({ quality: 80 })
      .toFile(to);
  } catch {
    throw new UnsupportedFileError('the picture cannot be read');
  }
}
