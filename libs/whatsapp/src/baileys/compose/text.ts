import { type Outgoing } from '../../port/outgoing.js';

/** What a page says of itself, as phones show it under a text with its link. */
export interface LinkPreview {
  /** Where the link led to. */
  readonly url: string;
  readonly title: string;
  readonly description: string | undefined;
  /** JPEG. */
  readonly thumbnail: Buffer | undefined;
}

export interface LinkInText extends LinkPreview {
  /** As it stands in the text. */
  readonly written: string;
}

/** Longer ones are no links that people read, and would be dear to take apart. */
const LONGEST_LINK = 2_048;
const WRITTEN_LINK = /\bhttps?:\/\/[^\s<>"]+/gi;
/** The end of a sentence, or of what is bold, italic or quoted. */
const AFTER_LINK = /[.,;:!?'*_~`’”»\]}]+$/;

/** The first link that phones underline. Undefined also for links that carry a password. */
export function firstLinkIn(text: string): string | undefined {
  for (const [written] of text.matchAll(WRITTEN_LINK)) {
    if (written.length > LONGEST_LINK) continue;
    const link = withoutWhatFollows(written);
    if (URL.canParse(link) && !new URL(link).username) return link;
  }
  return undefined;
}

/** A closing bracket belongs to the link only when the link opened it. */
function withoutWhatFollows(written: string): string {
  const link = written.replace(AFTER_LINK, '');
  const isOutside = link.endsWith(')') && !link.includes('(');
  return isOutside ? withoutWhatFollows(link.slice(0, -1)) : link;
}

/** Told that there is no link, Baileys does not look for one. */
export const composeText = (
  text: string,
  mentions: readonly string[],
  link: LinkInText | undefined,
): Outgoing['content'] => ({
  ...{ text, mentions: [...mentions] },
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
