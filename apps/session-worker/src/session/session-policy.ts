import { randomBytes } from 'node:crypto';
import { DEFAULT_SETTINGS, type InstanceSettings as Settings } from '@starling/contract';
import { isGroupJid, isStatusJid, MESSAGE_ID_BYTES, messageIdFrom } from '@starling/domain';
import { runInBackground } from '@starling/platform';
import { type SessionLease } from '@starling/storage';
import { type CallFact, type EngineConnection } from '@starling/whatsapp';
import { type AddressBooks } from '../events/address-books.js';
import { type SessionAnnouncer } from './session-announcer.js';

/** Applies the settings of an instance to its open session. */
export class SessionPolicy {
  private current: Settings = DEFAULT_SETTINGS;
  private ownName: string | undefined;

  constructor(
    private readonly lease: SessionLease,
    private readonly announcer: SessionAnnouncer,
    private readonly books: AddressBooks,
  ) {}

  get settings(): Settings {
    return this.current;
  }

  learn(settings: Settings): void {
    this.current = settings;
  }

  /** Changed settings apply at once; a connection that is not open yet gets them when it opens. */
  async change(settings: Settings, connection: EngineConnection | undefined): Promise<void> {
    this.learn(settings);
    if (connection) await this.showPresence(connection);
  }

  ignores(chatJid: string): boolean {
    if (isStatusJid(chatJid)) return this.current.ignoreStatus;
    return this.current.ignoreGroupMessages && isGroupJid(chatJid);
  }

  async showPresence(connection: EngineConnection): Promise<void> {
    const presence = this.current.keepOnlineStatus ? 'available' : 'unavailable';
    await connection.showPresence(presence);
    this.announcer.note({ presenceStatus: presence });
  }

  onOwnName(name: string): void {
    if (name === this.ownName) return;
    this.ownName = name;
    this.books.rename(this.lease, name);
    this.announcer.note({ profileName: name });
  }

  onCall(call: CallFact, connection: EngineConnection): void {
    if (!this.current.autoRejectCalls) return;
    runInBackground('reject a call', this.reject(call, connection));
  }

  private async reject(call: CallFact, connection: EngineConnection): Promise<void> {
    await connection.rejectCall(call);
    const { callRejectMessage: text } = this.current;
    if (!text) return;
    await connection.messages.send({
      messageId: messageIdFrom(randomBytes(MESSAGE_ID_BYTES)),
      jid: call.fromPhone ?? call.from,
      content: { kind: 'text', text },
      source: '',
    });
  }
}
