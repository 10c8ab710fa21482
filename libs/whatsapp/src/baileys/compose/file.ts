import { type AnyMediaMessageContent } from '@whiskeysockets/baileys';
import { type FileContent } from '../../port/outgoing.js';

/**
 * Baileys makes a missing thumbnail itself, from a copy that it writes to the disk, with a shell and without limits.
 * An empty one is not missing.
 */
const NO_THUMBNAIL = '';

/** Baileys uploads the file, streaming from the disk. */
export function composeFile(file: FileContent): AnyMediaMessageContent {
  const { kind, path, mimeType: mimetype, caption, mentions = [] } = file;
  const words = { ...(caption && { caption }), mentions: [...mentions] };
  const source = { url: path };
  switch (kind) {
    case 'image': {
      const shown = { width: file.width, height: file.height, jpegThumbnail: thumbnailOf(file) };
      return { image: source, mimetype, ...shown, ...words };
    }
    case 'video': {
      const length = file.seconds && { seconds: file.seconds };
      return { video: source, mimetype, jpegThumbnail: thumbnailOf(file), ...length, ...words };
    }
    case 'audio': {
      const { isVoice: ptt = false, seconds = 0, waveform } = file;
      return { audio: source, mimetype, ptt, seconds, ...(waveform && { waveform }) };
    }
    case 'document':
      return { document: source, mimetype, fileName: file.fileName ?? '', ...words };
    case 'sticker': {
      const { width, height, isAnimated } = file;
      return { sticker: source, mimetype, width, height, isAnimated };
    }
  }
}

const thumbnailOf = ({ thumbnail }: FileContent): string => thumbnail ?? NO_THUMBNAIL;
