import { type LinkInText } from '../../port/outgoing.js';
import { type BaileysContent } from './content.js';

/** A link preview of null keeps Baileys from looking for one by itself. */
export const composeText = (
  text: string,
  mentions: readonly string[],
  link: LinkInText | undefined,
): BaileysContent => ({
  text,
  mentions: [...mentions],
  linkPreview: link
    ? {
        'canonical-url': link.url,
        'matched-text': link.written,
        title: link.title,
        ...(link.description && { description: link.description }),
        ...(link.thumbnail && { jpegThumbnail: link.thumbnail }),
      }
    : null,
});
