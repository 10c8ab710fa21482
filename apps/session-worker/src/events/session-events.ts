import { type SessionEvent } from '@starling/domain';
import { type SessionLease } from '@starling/storage';
import { type BaileysEventMap, type EmittedEvent } from '@starling/whatsapp';
import { Injectable } from '@nestjs/common';

export interface StateFact {
  readonly state: SessionEvent;
  readonly jid: string | null;
  readonly codes?: readonly string[];
  readonly pairingCode?: string;
  readonly reason?: string;
}

/** Makes events of what happens to sessions, for those who want them. */
@Injectable()
export class SessionEvents {
  /** Who wants what is read again. */
  forget(lease: SessionLease): void {
    void lease;
  }

  state(lease: SessionLease, fact: StateFact): Promise<void> {
    void lease;
    void fact;
    return Promise.resolve();
  }

  /** What is returned must settle before WhatsApp is told that the event arrived. */
  emitted<E extends EmittedEvent>(
    lease: SessionLease,
    event: E,
    data: BaileysEventMap[E],
  ): Promise<void> | undefined {
    void lease;
    void event;
    void data;
    return undefined;
  }
}
