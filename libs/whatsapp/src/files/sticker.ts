import { stat } from 'node:fs/promises';
import { type FileConverter } from './converters.js';
import { UnsupportedFileError } from './unsupported-file.js';

const MAX_BYTES = 1024 * 1024;

/** As WebP of 512×512, proportions kept on a transparent ground; a moving picture stays one. */
export async function convertToSticker(
  from: string,
  to: string,
  converter: FileConverter,
): Promise<void> {
  const made = await converter.makeSticker(from, to, MAX_BYTES);
  if (!made) throw new UnsupportedFileError('the picture cannot be read');
  if (!made.isSmallEnough) throw tooLarge();
}

/** What WhatsApp takes of a file that is a sticker already. */
export async function ensureStickerSize(path: string): Promise<void> {
  if ((await stat(path)).size > MAX_BYTES) throw tooLarge();
}

const tooLarge = (): UnsupportedFileError =>
  new UnsupportedFileError('a sticker may have at most 1 MiB');
