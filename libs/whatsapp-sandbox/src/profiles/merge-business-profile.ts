import { allChildren, type BinaryNode, textOf } from '../stanza/node.js';
import { type BusinessProfile, isTextField } from '../world/business-profile.js';

/** Merges the fields that a client sends into the known profile; returns an unknown tag if there is one. */
export const mergeBusinessProfile = (
  known: BusinessProfile,
  sent: readonly BinaryNode[],
  newCoverPhoto: () => string,
): BusinessProfile | { unknown: string } => {
  const profile = { ...known };
  if (sent.some(({ tag }) => tag === 'website')) profile.websites = [];
  for (const child of sent) {
    const text = textOf(child) ?? '';
    if (isTextField(child.tag)) profile[child.tag] = text;
    else if (child.tag === 'website') profile.websites?.push(text);
    else if (child.tag === 'business_hours') {
      const days = allChildren(child).map(({ attrs }) => ({ ...attrs }));
      profile.hours = { timezone: child.attrs.timezone ?? 'UTC', days };
    } else if (child.tag === 'cover_photo') {
      if (child.attrs.op === 'update') profile.coverPhoto = idOf(child) ?? newCoverPhoto();
      else delete profile.coverPhoto;
    } else return { unknown: child.tag };
  }
  return profile;
};

/** Baileys writes `undefined` as the id of an upload that has none. */
const idOf = ({ attrs: { id } }: BinaryNode): string | undefined =>
  id === 'undefined' ? undefined : id;
