import { withPicture } from './picture.js';

const WIDEST_PIXELS = 192;

/** A JPEG to stand beside a link; undefined: it cannot be shown, or not before the signal. */
export async function linkThumbnail(
  path: string,
  signal: AbortSignal,
): Promise<Buffer | undefined> {
  const size = { width: WIDEST_PIXELS, height: WIDEST_PIXELS, fit: 'inside' } as const;
  try {
    return await withPicture(path, signal, (picture) =>
      picture
        .autoOrient()
        .resize({ ...size, withoutEnlargement: true })
        .flatten({ background: 'white' })
        .jpeg({ quality: 60 })
        .toBuffer(),
    );
  } catch {
    return undefined;
  }
}
