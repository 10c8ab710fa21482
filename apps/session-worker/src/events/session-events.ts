import { createHash } from 'node:crypto';
import { type EventName, type InstanceState } from '@starling/contract';
import { type SessionLease } from '@starling/storage';
import {
  envelope,
  type FileDownloads,
  instanceState,
  type OwnIdentity,
  type SessionEvent,
} from '@starling/whatsapp';
import { Injectable } from '@nestjs/common';
import { Downloads } from '../media/downloads.js';
import { PendingFileEvents } from '../media/pending-file-events.js';
import { EventDispatcher, type FileWish, type Receivers } from '../publishing/event-dispatcher.js';
import { Interests } from '../publishing/interests.js';
import { WantedEvents } from '../publishing/wanted-events.js';
import { AddressBooks } from './address-books.js';

export interface StateFact {
  readonly state: InstanceState;
  readonly jid: string | null;
  readonly codes?: readonly string[];
  readonly pairingCode?: string;
  readonly reason?: string;
}

const NO_FILES: FileWish = { inEvent: false, bucketOf: undefined };

/** Publishes what happens to the sessions of this worker, for the receivers that want it. */
@Injectable()
export class SessionEvents {
  constructor(
    private readonly interests: Interests,
    private readonly dispatcher: EventDispatcher,
    private readonly pending: PendingFileEvents,
    private readonly downloads: Downloads,
    readonly books: AddressBooks,
  ) {}

  /** Must be done before the first connection of a session: from then on no wanted event is missed. */
  async open(lease: SessionLease): Promise<void> {
    await Promise.all([
      this.books.open(lease),
      this.interests.load(lease),
      this.dispatcher.open(lease),
    ]);
    await this.pending.resume(lease);
  }

  /** Before the session is released: events that wait for a file go out without it. */
  async publishWaiting(lease: SessionLease): Promise<void> {
    await this.pending.publishWaiting(lease);
  }

  close(lease: SessionLease): void {
    this.books.close(lease);
    this.pending.drop(lease);
    this.downloads.forget(lease);
    this.interests.drop(lease);
    this.dispatcher.close(lease);
  }

  introduce(lease: SessionLease, own: OwnIdentity, files: FileDownloads | undefined): void {
    this.books.introduce(lease, own);
    if (files) this.downloads.introduce(lease, files);
  }

  /** The receivers of the instance have changed. */
  refresh(lease: SessionLease): void {
    this.interests.reload(lease);
  }

  async state(lease: SessionLease, fact: StateFact): Promise<void> {
    const wanted = this.interestIn(lease, ['instance.state']);
    if (!wanted) return;
    const { instance } = wanted.interest.instanceData;
    const payload = instanceState({ ...fact, instance, at: new Date() });
    await this.publish(lease, { name: 'instance.state', payload, chat: '' }, wanted);
  }

  /** Undefined: no receiver wants any of the events that a happening may become. */
  interestIn(lease: SessionLease, names: readonly EventName[]): WantedEvents | undefined {
    const interest = this.interests.find(lease);
    if (!interest) return undefined;
    const receivers = new Map<EventName, Receivers>();
    for (const name of names) {
      const found = this.dispatcher.receiversOf(lease, interest, name);
      if (found) receivers.set(name, found);
    }
    const hasFiles = names.includes('message.exchange');
    // A bucket gets the files of messages whose events no receiver wants.
    if (receivers.size > 0 || (hasFiles && interest.files.bucket)) {
      const files = hasFiles ? this.dispatcher.fileWish(lease, interest) : NO_FILES;
      return new WantedEvents(interest, receivers, files);
    }
    const [usual] = names;
    if (usual) this.dispatcher.skip(usual);
    return undefined;
  }

  publish(
    lease: SessionLease,
    event: SessionEvent,
    wanted: WantedEvents,
  ): Promise<void> | undefined {
    const { name, chat } = event;
    const { interest } = wanted;
    const eventId = eventIdOf(lease, event);
    const bytes = () => envelope(name, event.payload, interest.instanceData);
    const outgoing = { name, eventId, chat, bytes };
    const receivers = wanted.receiversOf(name);
    const file = wanted.wantsFiles ? event.readFile?.() : undefined;
    // An event must not overtake an earlier one of its chat that waits for a file.
    if (file || (receivers && this.pending.isBusy(lease, chat))) {
      return this.pending.add(lease, interest, outgoing, file);
    }
    if (receivers) return this.dispatcher.publish(lease, interest, outgoing, receivers);
    this.dispatcher.skip(name);
    return undefined;
  }
}

/** The same for a second report of the same happening, also by another owner of the session. */
function eventIdOf(
  { instanceId }: SessionLease,
  { name, identity, payload }: SessionEvent,
): string {
  return createHash('sha256')
    .update([instanceId, name, identity ?? JSON.stringify(payload)].join('|'))
    .digest('hex')
    .slice(0, 32);
}
