import {
  BrokerModule,
  Inbox,
  InboxSender,
  Membership,
  RouteStore,
  RouteTable,
} from '@starling/broker';
import { OPERATIONS } from '@starling/contract';
import { handlerClassesIn, proveHandlers } from '@starling/platform';
import { StorageModule } from '@starling/storage';
import { Converters } from '@starling/whatsapp';
import { type DynamicModule, Module, type Provider } from '@nestjs/common';
import { KnownChats } from './chat/known-chats.js';
import { VotesOfPolls } from './chat/poll-votes.js';
import { StoredFiles } from './chat/stored-files.js';
import { EventOutlet } from './events/event-outlet.js';
import { Interests } from './events/interests.js';
import { People } from './events/people.js';
import { SecretAnswers } from './events/secret-answers.js';
import { Translations } from './events/translations.js';
import { SessionEvents } from './events/session-events.js';
import { Buckets } from './media/buckets.js';
import { Downloads } from './media/downloads.js';
import { EventFiles } from './media/event-files.js';
import { EventLines } from './media/event-lines.js';
import { FileLog } from './media/file-log.js';
import { LinkPreviews } from './message/link-previews.js';
import { OutgoingFiles } from './message/outgoing-files.js';
import { OutgoingMessages } from './message/outgoing-messages.js';
import { Pacing } from './message/pacing.js';
import { Quotes } from './message/quotes.js';
import { Recipients } from './message/recipients.js';
import { StoryAudience } from './message/story-audience.js';
import { Ways } from './message/ways.js';
import { AbandonedRows } from './ownership/abandoned-rows.js';
import { ClaimFinder, ClaimLoop } from './ownership/claim-loop.js';
import { Heartbeat } from './ownership/heartbeat.js';
import { LoopLag } from './ownership/loop-lag.js';
import { FollowChanges } from './session/follow-changes.js';
import { OpenSessions } from './session/open-sessions.js';
import { ScanByItself } from './session/scan-by-itself.js';
import { SentBefore } from './session/sent-before.js';
import { SessionChores } from './session/session-chores.js';
import { HeldSessions, SessionKeeper } from './session/session-keeper.js';
import { SessionConfiguration, SessionStorage, SessionVoice } from './session/session-services.js';
import { Sessions, SessionsProcess } from './session/sessions.js';
import { TrafficNotes } from './session/traffic-notes.js';
import { Watchdog } from './session/watchdog.js';
import { type WorkerConfig } from './worker.config.js';

const ROUTE_TABLE: Provider = {
  provide: RouteTable,
  inject: [RouteStore, Inbox, InboxSender, Membership],
  useFactory: (...parts: ConstructorParameters<typeof RouteTable>) => new RouteTable(...parts),
};

const CONVERTERS: Provider = { provide: Converters, useFactory: () => new Converters() };

@Module({})
export class WorkerModule {
  /** Handlers are found by their mark; the worker refuses to start when a session operation has none or two. */
  static async with(config: WorkerConfig): Promise<DynamicModule> {
    const handlers = await handlerClassesIn(import.meta.dirname);
    proveHandlers(OPERATIONS, 'session', handlers);
    return {
      module: WorkerModule,
      imports: [
        StorageModule.forConfig(config),
        BrokerModule.forRoot({ redisUrl: config.REDIS_URL }),
      ],
      controllers: handlers,
      providers: [
        ...[AbandonedRows, Heartbeat, LoopLag, ClaimLoop, ClaimFinder],
        ...[
          Sessions,
          SessionsProcess,
          SessionConfiguration,
          SentBefore,
          SessionStorage,
          SessionVoice,
        ],
        ...[
          SessionEvents,
          EventOutlet,
          Interests,
          SecretAnswers,
          Translations,
          People,
          ROUTE_TABLE,
        ],
        ...[EventLines, EventFiles, FileLog, Downloads, Buckets],
        ...[SessionKeeper, HeldSessions, SessionChores, Watchdog, TrafficNotes],
        ...[FollowChanges, ScanByItself, OpenSessions, KnownChats, StoredFiles, VotesOfPolls],
        ...[OutgoingMessages, Pacing, OutgoingFiles, LinkPreviews, CONVERTERS],
        ...[Ways, Quotes, Recipients, StoryAudience],
      ],
    };
  }
}
