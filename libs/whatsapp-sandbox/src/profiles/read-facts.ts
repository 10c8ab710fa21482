import { allChildren, type BinaryNode, textOf } from '../stanza/node.js';
import { type BusinessFacts, isTextFact } from '../world/business-facts.js';

/** Merges the fields that a client sends into the known profile; returns an unknown tag if there is one. */
export const readFacts = (
  known: BusinessFacts,
  sent: readonly BinaryNode[],
  newCoverPhoto: () => string,
): BusinessFacts | { unknown: string } => {
  const facts = { ...known };
  if (sent.some(({ tag }) => tag === 'website')) facts.websites = [];
  for (const child of sent) {
    const text = textOf(child) ?? '';
    if (isTextFact(child.tag)) facts[child.tag] = text;
    else if (child.tag === 'website') facts.websites?.push(text);
    else if (child.tag === 'business_hours') {
      const days = allChildren(child).map(({ attrs }) => ({ ...attrs }));
      facts.hours = { timezone: child.attrs.timezone ?? 'UTC', days };
    } else if (child.tag === 'cover_photo') {
      if (child.attrs.op === 'update') facts.coverPhoto = idOf(child) ?? newCoverPhoto();
      else delete facts.coverPhoto;
    } else return { unknown: child.tag };
  }
  return facts;
};

/** Baileys writes `undefined` as the id of an upload that has none. */
const idOf = ({ attrs: { id } }: BinaryNode): string | undefined =>
  id === 'undefined' ? undefined : id;
