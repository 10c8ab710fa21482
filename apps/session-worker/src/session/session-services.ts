import { PairingProgress } from '@starling/broker';
import { AddressGuard, CONFIG } from '@starling/platform';
import { type SessionLease } from '@starling/storage';
import { type Engine } from '@starling/whatsapp';
import { Inject, Injectable } from '@nestjs/common';
import { InjectEngine } from '../config/engine.js';
import { type WorkerConfig } from '../config/worker.config.js';
import { SessionEvents } from '../events/session-events.js';
import { Heartbeat } from '../ownership/heartbeat.js';
import { AutoPairing } from './auto-pairing.js';
import { OpeningSlots } from './opening-slots.js';
import { SessionAnnouncer } from './session-announcer.js';
import { SessionReport } from './session-report.js';
import { SessionStorage } from './session-storage.js';

/** What all sessions of a worker share. */
@Injectable()
export class SessionServices {
  readonly slots = new OpeningSlots();
  /** Undefined: WhatsApp itself. */
  readonly url: string | undefined;

  constructor(
    @InjectEngine() readonly engine: Engine,
    readonly storage: SessionStorage,
    readonly events: SessionEvents,
    readonly report: SessionReport,
    readonly autoPairing: AutoPairing,
    readonly heartbeat: Heartbeat,
    private readonly pairings: PairingProgress,
    /** Judges the proxies that customers name. */
    readonly guard: AddressGuard,
    @Inject(CONFIG) config: WorkerConfig,
  ) {
    this.url = config.WHATSAPP_WS_URL;
  }

  announcerOf(lease: SessionLease): SessionAnnouncer {
    const { storage, pairings, events, report } = this;
    return new SessionAnnouncer(lease, storage.states, pairings, events, report.logger);
  }
}
