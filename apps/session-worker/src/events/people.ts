import { Contacts, type SessionLease } from '@starling/storage';
import {
  type BaileysEventMap,
  type EmittedEvent,
  type OwnIdentity,
  type TranslationContext,
} from '@starling/whatsapp';
import { Injectable } from '@nestjs/common';
import { Directory } from './directory.js';

const NOBODY: OwnIdentity = { jid: '', lid: null, name: '' };
/** Those heard of last. More would cost idle sessions megabytes; others are known again with their next message. */
const MOST_REMEMBERED = 1_000;

/** Who is who for each session: the own account, names, and both addresses of people. */
@Injectable()
export class People {
  private readonly directories = new Map<string, Directory>();
  private readonly owners = new Map<string, OwnIdentity>();

  constructor(private readonly contacts: Contacts) {}

  /** What former owners of the session have learnt is known from the start. */
  async open({ scope, instanceId }: SessionLease): Promise<void> {
    const directory = new Directory();
    this.directories.set(instanceId, directory);
    const known = await this.contacts.latest(scope, instanceId, MOST_REMEMBERED);
    const contacts = known.map(({ jid, lid, fullName, pushName, businessName }) => ({
      id: jid,
      ...(lid && { lid }),
      ...((fullName || businessName) && { name: fullName || businessName }),
      ...(pushName && { notify: pushName }),
    }));
    directory.learn('contacts.upsert', contacts);
  }

  close({ instanceId }: SessionLease): void {
    this.directories.delete(instanceId);
    this.owners.delete(instanceId);
  }

  introduce({ instanceId }: SessionLease, own: OwnIdentity): void {
    this.owners.set(instanceId, own);
  }

  rename({ instanceId }: SessionLease, name: string): void {
    const own = this.owners.get(instanceId);
    if (own) this.owners.set(instanceId, { ...own, name });
  }

  learn<E extends EmittedEvent>(
    { instanceId }: SessionLease,
    event: E,
    data: BaileysEventMap[E],
  ): void {
    this.directories.get(instanceId)?.learn(event, data);
  }

  /** As far as WhatsApp has told. */
  contextOf({ instanceId }: SessionLease): TranslationContext {
    const directory = this.directories.get(instanceId) ?? new Directory();
    return {
      own: this.owners.get(instanceId) ?? NOBODY,
      nameOf: directory.nameOf,
      phoneOf: directory.phoneOf,
      lidOf: directory.lidOf,
      isCommunityAnnouncement: directory.isCommunityAnnouncement,
      at: new Date(),
    };
  }
}
