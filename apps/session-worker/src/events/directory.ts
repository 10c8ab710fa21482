import { type BaileysEventMap, type EmittedEvent } from '@starling/whatsapp';

/** Per kind and session; who was heard of longest ago leaves first. */
const MOST_ENTRIES = 5_000;

type Contact = Partial<BaileysEventMap['contacts.upsert'][number]>;
type Group = BaileysEventMap['groups.update'][number];
type Message = BaileysEventMap['messages.upsert']['messages'][number];

const isLid = (jid: string): boolean => jid.endsWith('@lid');
const plain = (jid: string): string => jid.replace(/:\d+@/, '@');

/** Who is who for one session, as far as WhatsApp has said so since it opened: names, subjects, and both addresses of users. */
export class Directory {
  private readonly names = new Map<string, string>();
  private readonly phones = new Map<string, string>();
  private readonly lids = new Map<string, string>();
  private readonly announcements = new Set<string>();

  nameOf = (jid: string): string => this.names.get(jid) ?? '';
  phoneOf = (lid: string): string | undefined => this.phones.get(lid);
  lidOf = (phoneJid: string): string | undefined => this.lids.get(phoneJid);
  isCommunityAnnouncement = (groupJid: string): boolean => this.announcements.has(groupJid);

  learn<E extends EmittedEvent>(event: E, data: BaileysEventMap[E]): void {
    switch (event) {
      case 'contacts.upsert':
      case 'contacts.update':
        return (data as Contact[]).forEach((contact) => this.learnContact(contact));
      case 'groups.upsert':
      case 'groups.update':
        return (data as BaileysEventMap['groups.update']).forEach((group) =>
          this.learnGroup(group),
        );
      case 'group-participants.update':
        return (data as BaileysEventMap['group-participants.update']).participants.forEach((one) =>
          this.learnPair(one.id, one.phoneNumber ?? one.lid),
        );
      case 'lid-mapping.update':
        return this.learnPair(...pairOf(data as BaileysEventMap['lid-mapping.update']));
      case 'messages.upsert':
        return (data as BaileysEventMap['messages.upsert']).messages.forEach((message) =>
          this.learnSender(message),
        );
    }
  }

  private learnGroup({ id, subject, isCommunityAnnounce }: Group): void {
    if (!id) return;
    if (subject) put(this.names, id, subject);
    if (isCommunityAnnounce) this.announcements.add(id);
  }

  private learnContact({ id, lid, phoneNumber, name, verifiedName, notify }: Contact): void {
    if (!id) return;
    const known = name ?? verifiedName ?? notify;
    if (known) put(this.names, plain(id), known);
    this.learnPair(id, lid ?? phoneNumber);
  }

  /** The name in a message is what its sender calls himself; what the phone's owner calls him goes first. */
  private learnSender({ key, pushName }: Message): void {
    const author = key.participant || (key.fromMe ? undefined : key.remoteJid);
    const other = key.participant ? key.participantAlt : key.remoteJidAlt;
    this.learnPair(key.remoteJid, key.remoteJidAlt);
    if (!author) return;
    this.learnPair(author, other);
    if (pushName && !this.names.has(plain(author))) put(this.names, plain(author), pushName);
  }

  private learnPair(one: string | null | undefined, other: string | null | undefined): void {
    if (!one || !other || isLid(one) === isLid(other)) return;
    const [lid, phone] = isLid(one) ? [plain(one), plain(other)] : [plain(other), plain(one)];
    if (this.phones.get(lid) === phone) return;
    put(this.phones, lid, phone);
    put(this.lids, phone, lid);
  }
}

const pairOf = ({ lid, pn }: BaileysEventMap['lid-mapping.update']) => [lid, pn] as const;

function put(map: Map<string, string>, key: string, value: string): void {
  map.delete(key);
  map.set(key, value);
  if (map.size <= MOST_ENTRIES) return;
  const [oldest] = map.keys();
  if (oldest !== undefined) map.delete(oldest);
}
