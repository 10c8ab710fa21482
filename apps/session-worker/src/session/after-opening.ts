import { runInBackground } from '@starling/platform';
import { type SessionLease } from '@starling/storage';
import { type EngineConnection, type OwnIdentity } from '@starling/whatsapp';
import { type SessionPolicy } from './session-policy.js';
import { learnProfile } from './learn-profile.js';
import { sendUnsettled } from './send-unsettled.js';
import { type SessionAnnouncer } from './session-announcer.js';
import { type SessionServices } from './session-services.js';

interface Opened {
  readonly connection: EngineConnection;
  readonly own: OwnIdentity;
  readonly lease: SessionLease;
  readonly policy: SessionPolicy;
  readonly announcer: SessionAnnouncer;
  readonly services: SessionServices;
}

/** Starts what is due after a session has opened. A failure of any part does not affect the session. */
export function afterOpening({
  connection,
  own,
  lease,
  policy,
  announcer,
  services,
}: Opened): void {
  void policy.showPresence(connection).catch(() => undefined);
  runInBackground('read the own profile', learnProfile(connection, own, announcer));
  runInBackground('send unsettled messages', sendUnsettled(connection, lease, services));
  void connection.loadGroups().catch(() => undefined);
}
