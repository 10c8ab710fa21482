import { runInBackground } from '@starling/platform';
import { type SessionLease } from '@starling/storage';
import { type EngineSocket, type OwnIdentity } from '@starling/whatsapp';
import { type Conduct } from './conduct.js';
import { learnProfile } from './learn-profile.js';
import { sendUnsettled } from './send-unsettled.js';
import { type SessionAnnouncer } from './session-announcer.js';
import { type SessionSurroundings } from './session-surroundings.js';

interface Opened {
  readonly socket: EngineSocket;
  readonly own: OwnIdentity;
  readonly lease: SessionLease;
  readonly conduct: Conduct;
  readonly announcer: SessionAnnouncer;
  readonly around: SessionSurroundings;
}

/** What is due once WhatsApp has let a session in. None of it keeps the session from working when it fails. */
export function afterOpening({ socket, own, lease, conduct, announcer, around }: Opened): void {
  void conduct.showPresence(socket).catch(() => undefined);
  runInBackground('read the own profile', learnProfile(socket, own, announcer));
  runInBackground('send unsettled messages', sendUnsettled(socket, lease, around));
  void socket.groups.load().catch(() => undefined);
}
