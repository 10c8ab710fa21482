import { type AddressGuard } from '@starling/platform';
import { type Engine } from '@starling/whatsapp';
import { type Heartbeat } from '../ownership/heartbeat.js';
import { type OpeningSlots } from './opening-slots.js';
import { type SessionStorage, type SessionVoice } from './session-services.js';

/** What all sessions of a worker share. */
export interface SessionSurroundings {
  readonly engine: Engine;
  /** Undefined: WhatsApp itself. */
  readonly url: string | undefined;
  /** Judges the proxies that customers name. */
  readonly guard: AddressGuard;
  readonly store: SessionStorage;
  readonly voice: SessionVoice;
  readonly slots: OpeningSlots;
  readonly heartbeat: Heartbeat;
}
