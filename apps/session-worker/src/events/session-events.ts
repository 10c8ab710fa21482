import { createHash } from 'node:crypto';
import { type EventName, type InstanceState } from '@starling/contract';
import { KeyedQueue } from '@starling/platform';
import { type SessionLease } from '@starling/storage';
import {
  type BaileysEventMap,
  callUpdate,
  type EmittedEvent,
  envelope,
  type FileDownloads,
  groupDeleted,
  instanceState,
  type OwnIdentity,
  receivedFile,
} from '@starling/whatsapp';
import { Injectable } from '@nestjs/common';
import { Downloads } from '../media/downloads.js';
import { EventLines } from '../media/event-lines.js';
import { EventOutlet } from './event-outlet.js';
import { type Interest } from './interest.js';
import { Interests } from './interests.js';
import { type People } from './people.js';
import { EVENTS_OF, type Translated } from './translate.js';
import { Translations } from './translations.js';

export interface StateFact {
  readonly state: InstanceState;
  readonly jid: string | null;
  readonly codes?: readonly string[];
  readonly pairingCode?: string;
  readonly reason?: string;
}

/** Makes events of what happens to the sessions of this worker, for those who want them. */
@Injectable()
export class SessionEvents {
  /** Events that wait for a look-up in the address book, by instance. */
  private readonly lookUps = new KeyedQueue();

  constructor(
    private readonly interests: Interests,
    private readonly outlet: EventOutlet,
    private readonly translations: Translations,
    private readonly lines: EventLines,
    private readonly downloads: Downloads,
  ) {}

  /** Before the first socket of a session: from then on nothing that somebody wants is missed. */
  async open(lease: SessionLease): Promise<void> {
    await Promise.all([
      this.people.open(lease),
      this.interests.load(lease),
      this.outlet.open(lease),
    ]);
    await this.lines.resume(lease);
  }

  /** Before the session is let go for good: what waits for a file goes out without it. */
  async settle(lease: SessionLease): Promise<void> {
    await this.lines.settle(lease);
  }

  close(lease: SessionLease): void {
    this.people.close(lease);
    this.lines.drop(lease);
    this.downloads.forget(lease);
    this.interests.drop(lease);
    this.outlet.close(lease);
  }

  introduce(lease: SessionLease, own: OwnIdentity, files: FileDownloads | undefined): void {
    this.people.introduce(lease, own);
    if (files) this.downloads.introduce(lease, files);
  }

  get people(): People {
    return this.translations.people;
  }

  /** Who wants what is read again. */
  refresh(lease: SessionLease): void {
    this.interests.reload(lease);
  }

  async state(lease: SessionLease, fact: StateFact): Promise<void> {
    const interest = this.interests.find(lease);
    if (!interest) return;
    const at = new Date();
    const payload = instanceState({ ...fact, instance: interest.instanceData.instance, at });
    await this.publish(lease, interest, { name: 'instance.state', payload, chat: '' });
  }

  /** By our own settings: WhatsApp tells those who are called, not those who reject. */
  async rejectedCall(lease: SessionLease, call: BaileysEventMap['call'][number]): Promise<void> {
    const interest = this.interests.find(lease);
    const rejected = { ...call, status: 'reject', date: new Date() } as const;
    const payload = callUpdate(rejected, this.people.contextOf(lease), true);
    if (!interest || !payload) return;
    await this.publish(lease, interest, { name: 'call.update', payload, chat: payload.chat.jid });
  }

  dissolved(lease: SessionLease, groupJid: string): Promise<void> | undefined {
    const interest = this.interests.find(lease);
    const payload = groupDeleted(groupJid, this.people.contextOf(lease));
    return (
      interest && this.publish(lease, interest, { name: 'group.flow', payload, chat: groupJid })
    );
  }

  /**
   * What is returned must settle before WhatsApp is told that the event arrived. An event that names people whom
   * the address book does not hold waits until they have been looked up, and later events of the session behind it.
   */
  emitted<E extends EmittedEvent>(
    lease: SessionLease,
    event: E,
    data: BaileysEventMap[E],
  ): Promise<void> | undefined {
    const interest = this.interests.find(lease);
    const [name, ...others] = EVENTS_OF[event] ?? [];
    if (!interest || !name) return undefined;
    // Nothing is even translated for nobody.
    const isForBucket = event === 'messages.upsert' && interest.files.bucket;
    const isWanted = (one: EventName) => this.outlet.wants(lease, interest, one);
    if (!isForBucket && ![name, ...others].some(isWanted)) {
      this.outlet.skip(name);
      return undefined;
    }
    const attempt = (onMiss?: (address: string) => void) => {
      const translated = this.translations.of(lease, event, data, onMiss);
      return () => this.publishAll(lease, interest, event, data, translated);
    };
    const missed: string[] = [];
    if (!this.lookUps.isBusy(lease.instanceId)) {
      const publish = attempt((address) => missed.push(address));
      if (missed.length === 0) return publish();
    }
    const lookedUp = this.lookUps.add(lease.instanceId, async () => {
      attempt((address) => missed.push(address));
      await this.people.bookOf(lease).recall(missed);
      // Only the look-up keeps later events waiting: publishing has an order of its own.
      return { published: attempt()() };
    });
    return lookedUp.then(({ published }) => published);
  }

  private publishAll<E extends EmittedEvent>(
    lease: SessionLease,
    interest: Interest,
    event: E,
    data: BaileysEventMap[E],
    translated: readonly Translated[],
  ): Promise<void> | undefined {
    const publishing = [
      ...translated.flatMap((one) => this.publish(lease, interest, one) ?? []),
      ...this.translations
        .ofSecrets(lease, event, data)
        .map((one) => one.then((late) => late && this.publish(lease, interest, late))),
    ];
    return publishing.length > 0 ? Promise.all(publishing).then(() => undefined) : undefined;
  }

  private publish(
    lease: SessionLease,
    interest: Interest,
    { name, payload, chat, identity, message }: Translated,
  ): Promise<void> | undefined {
    const eventId = createHash('sha256')
      .update([lease.instanceId, name, identity ?? JSON.stringify(payload)].join('|'))
      .digest('hex')
      .slice(0, 32);
    const bytes = () => envelope(name, payload, interest.instanceData);
    const event = { name, eventId, chat, bytes };
    const file = message && this.wantedFile(lease, interest, message);
    const isWaiting = this.lines.isBusy(lease, chat) && this.outlet.wants(lease, interest, name);
    if (file || isWaiting) return this.lines.add(lease, interest, event, file);
    return this.outlet.publish(lease, interest, event);
  }

  private wantedFile(
    lease: SessionLease,
    interest: Interest,
    message: NonNullable<Translated['message']>,
  ) {
    const { inEvent, bucketOf } = this.outlet.fileWish(lease, interest);
    return inEvent || bucketOf !== undefined ? receivedFile(message) : undefined;
  }
}
