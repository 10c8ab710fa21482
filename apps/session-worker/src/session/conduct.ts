import { runInBackground } from '@starling/platform';
import { randomBytes } from 'node:crypto';
import { DEFAULT_SETTINGS, type InstanceSettings as Settings } from '@starling/contract';
import { type SessionLease } from '@starling/storage';
import {
  type BaileysEventMap,
  type EmittedEvent,
  type EngineSocket,
  ownNameOf,
} from '@starling/whatsapp';
import { MESSAGE_ID_BYTES, messageIdFrom } from '@starling/domain';
import { type SessionEvents } from '../events/session-events.js';
import { type SessionAnnouncer } from './session-announcer.js';

/** How a session behaves towards WhatsApp: what its owner set, applied as long as it is open. */
export class Conduct {
  private current: Settings = DEFAULT_SETTINGS;
  private ownName: string | undefined;

  constructor(
    private readonly lease: SessionLease,
    private readonly announcer: SessionAnnouncer,
    private readonly events: SessionEvents,
  ) {}

  get settings(): Settings {
    return this.current;
  }

  learn(settings: Settings): void {
    this.current = settings;
  }

  /** What was changed holds at once; a socket that is not open yet learns it when it is. */
  async change(settings: Settings, socket: EngineSocket | undefined): Promise<void> {
    this.learn(settings);
    if (socket) await this.showPresence(socket);
  }

  ignores(chatJid: string): boolean {
    if (chatJid === 'status@broadcast') return this.current.ignoreStatus;
    return this.current.ignoreGroupMessages && chatJid.endsWith('@g.us');
  }

  /** Presence follows the setting at once. */
  async showPresence(socket: EngineSocket): Promise<void> {
    const presence = this.current.keepOnlineStatus ? 'available' : 'unavailable';
    await socket.showPresence(presence);
    this.announcer.note({ presenceStatus: presence });
  }

  onGroupDissolved(groupJid: string): Promise<void> | undefined {
    return this.events.dissolved(this.lease, groupJid);
  }

  /** What is returned must settle before WhatsApp is told that the event arrived. */
  onEmitted<E extends EmittedEvent>(
    event: E,
    data: BaileysEventMap[E],
    socket: EngineSocket,
  ): Promise<void> | undefined {
    if (event === 'creds.update') this.onOwnName(data as BaileysEventMap['creds.update']);
    if (event === 'call') this.onCalls(data as BaileysEventMap['call'], socket);
    if (event === 'messages.upsert' && this.current.autoReadMessages) {
      socket.markRead(data as BaileysEventMap['messages.upsert']);
    }
    return this.events.emitted(this.lease, event, data);
  }

  /** WhatsApp says how the account is called some time after the pairing, and whenever it changes. */
  private onOwnName({ me }: BaileysEventMap['creds.update']): void {
    const name = ownNameOf(me);
    if (!name || name === this.ownName) return;
    this.ownName = name;
    this.events.people.rename(this.lease, name);
    this.announcer.note({ profileName: name });
  }

  private onCalls(calls: BaileysEventMap['call'], socket: EngineSocket): void {
    if (!this.current.autoRejectCalls) return;
    for (const call of calls) {
      if (call.status === 'offer') void this.reject(call, socket).catch(() => undefined);
    }
  }

  private async reject(call: BaileysEventMap['call'][number], socket: EngineSocket): Promise<void> {
    await socket.rejectCall(call);
    runInBackground('publish a rejected call', this.events.rejectedCall(this.lease, call));
    const { callRejectMessage } = this.current;
    if (!callRejectMessage) return;
    await socket.messages.send({
      messageId: messageIdFrom(randomBytes(MESSAGE_ID_BYTES)),
      jid: call.callerPn ?? call.from,
      content: { text: callRejectMessage },
      source: '',
    });
  }
}
