/** Longer links are not read by people, and their URL is costly to parse. */
const MAX_LINK_LENGTH = 2_048;
const WRITTEN_LINK = /\bhttps?:\/\/[^\s<>"]+/gi;
/** The end of a sentence, or of what is bold, italic or quoted. */
const AFTER_LINK = /[.,;:!?'*_~`’”»\]}]+$/;

/** The first link that phones underline. Undefined also for links that carry a password. */
export function firstLinkIn(text: string): string | undefined {
  for (const [written] of text.matchAll(WRITTEN_LINK)) {
    if (written.length > MAX_LINK_LENGTH) continue;
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
