import { isLidUser } from '@whiskeysockets/baileys';
import { plainJid } from '@starling/domain';

/** What a translator may know beside the thing itself. */
export interface TranslationContext {
  readonly own: { readonly jid: string; readonly lid: string | null; readonly name: string };
  /** A contact's name, or a group's subject; `""` when nobody said. */
  nameOf(jid: string): string;
  phoneOf(lid: string): string | undefined;
  lidOf(phoneJid: string): string | undefined;
  /** What was given when the API sent it; `""` for anything else. */
  sourceOf(messageId: string): string;
  isCommunityAnnouncement(groupJid: string): boolean;
  /** Now: for events that carry no time of their own. */
  readonly at: Date;
}

export interface Party {
  readonly jid: string;
  readonly lid: string | null;
  readonly name: string;
}

/** Both addresses of a user, the phone's first when it is known. */
export function addressesOf(
  jid: string,
  other: string | null | undefined,
  context: TranslationContext,
): { readonly jid: string; readonly lid: string | null } {
  const plain = plainJid(jid);
  const alternative = other ? plainJid(other) : undefined;
  if (isLidUser(plain)) {
    const phone = alternative && !isLidUser(alternative) ? alternative : context.phoneOf(plain);
    return { jid: phone ?? plain, lid: plain };
  }
  const lid = alternative && isLidUser(alternative) ? alternative : context.lidOf(plain);
  return { jid: plain, lid: lid ?? null };
}

export function partyOf(
  jid: string,
  other: string | null | undefined,
  context: TranslationContext,
  name?: string | null,
): Party {
  const addresses = addressesOf(jid, other, context);
  const known =
    context.nameOf(addresses.jid) || (addresses.lid ? context.nameOf(addresses.lid) : '');
  return { ...addresses, name: known || name || '' };
}
