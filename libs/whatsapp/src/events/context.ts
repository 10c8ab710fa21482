import { isLidJid, plainJid } from '@starling/domain';

/** What a translator may know beside the thing itself. */
export interface TranslationContext {
  readonly own: { readonly jid: string; readonly lid: string | null; readonly name: string };
  /** A contact's name, or a group's subject; `""` when it is unknown. */
  nameOf(jid: string): string;
  phoneOf(lid: string): string | undefined;
  lidOf(phoneJid: string): string | undefined;
  isCommunityAnnouncement(groupJid: string): boolean;
  /** Now: for events that carry no time of their own. */
  readonly at: Date;
}

export interface Addresses {
  readonly jid: string;
  readonly lid: string | null;
}

export interface Party extends Addresses {
  readonly name: string;
}

export const isOwn = (jid: string, { own }: TranslationContext): boolean =>
  jid !== '' && [own.jid, own.lid].includes(plainJid(jid));

/** Other names of the two servers of users: of old, and of companies whose devices Meta runs. */
const ALIASES: Readonly<Record<string, string>> = {
  '@c.us': '@s.whatsapp.net',
  '@hosted': '@s.whatsapp.net',
  '@hosted.lid': '@lid',
};

const userJid = (jid: string): string =>
  plainJid(jid).replace(/@[a-z.]+$/, (server) => ALIASES[server] ?? server);

/** Both addresses of a user, the phone's first when it is known. */
export function addressesOf(
  jid: string,
  other: string | null | undefined,
  context: TranslationContext,
): Addresses {
  const plain = userJid(jid);
  if (isOwn(plain, context)) return { jid: context.own.jid, lid: context.own.lid };
  const alternative = other ? userJid(other) : undefined;
  if (isLidJid(plain)) {
    const phone = alternative && !isLidJid(alternative) ? alternative : context.phoneOf(plain);
    return { jid: phone ?? plain, lid: plain };
  }
  const lid = alternative && isLidJid(alternative) ? alternative : context.lidOf(plain);
  return { jid: plain, lid: lid ?? null };
}

export function partyOf(
  jid: string,
  other: string | null | undefined,
  context: TranslationContext,
  name?: string | null,
): Party {
  if (isOwn(jid, context)) return ownParty(context);
  const addresses = addressesOf(jid, other, context);
  const known =
    context.nameOf(addresses.jid) || (addresses.lid ? context.nameOf(addresses.lid) : '');
  return { ...addresses, name: known || name || '' };
}

export const ownParty = ({ own: { jid, lid, name } }: TranslationContext): Party => ({
  jid,
  lid,
  name,
});

const ADDRESS = /^[^@:\s]+@[a-z.]+$/;

/** For an address that a sender wrote into a message: `""` when it is none. */
export function writtenAddress(
  jid: string | null | undefined,
  other: string | null | undefined,
  context: TranslationContext,
): string {
  if (!jid) return '';
  const { jid: address } = addressesOf(jid, other, context);
  return ADDRESS.test(address) ? address : '';
}

interface Book {
  nameOf(jid: string): string;
  phoneOf(lid: string): string | undefined;
  lidOf(phoneJid: string): string | undefined;
  isCommunityAnnouncement(groupJid: string): boolean;
  isWorthRecalling(address: string): boolean;
}

/** What memory holds. `onMiss` is called for addresses of which the store may know more. */
export function contextOf(
  book: Book,
  own: TranslationContext['own'],
  onMiss?: (address: string) => void,
): TranslationContext {
  const noteMiss = <Found>(address: string, found: Found): Found => {
    if (!found && onMiss && book.isWorthRecalling(address)) onMiss(address);
    return found;
  };
  return {
    own,
    nameOf: (jid) => noteMiss(jid, book.nameOf(jid)),
    phoneOf: (lid) => noteMiss(lid, book.phoneOf(lid)),
    lidOf: (phoneJid) => noteMiss(phoneJid, book.lidOf(phoneJid)),
    isCommunityAnnouncement: (groupJid) => book.isCommunityAnnouncement(groupJid),
    at: new Date(),
  };
}
