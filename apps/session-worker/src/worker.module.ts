import {
  BrokerModule,
  Inbox,
  InboxWriter,
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
import { EventDispatcher } from './publishing/event-dispatcher.js';
import { Interests } from './publishing/interests.js';
import { AddressBooks } from './events/address-books.js';
import { SessionEvents } from './events/session-events.js';
import { Buckets } from './media/buckets.js';
import { Downloads } from './media/downloads.js';
import { EventFiles } from './media/event-files.js';
import { PendingFileEvents } from './media/pending-file-events.js';
import { FileLog } from './media/file-log.js';
import { LinkPreviews } from './message/link-previews.js';
import { OutgoingFiles } from './message/outgoing-files.js';
import { OutgoingMessages } from './message/outgoing-messages.js';
import { Pacing } from './message/pacing.js';
import { Quotes } from './message/quotes.js';
import { Recipients } from './message/recipients.js';
import { StoryAudience } from './session/story-audience.js';
import { AddressResolver } from './message/address-resolver.js';
import { AbandonedRows } from './keeping/abandoned-rows.js';
import { ClaimLoop } from './keeping/claim-loop.js';
import { Heartbeat } from './ownership/heartbeat.js';
import { LoopLag } from './ownership/loop-lag.js';
import { FollowChanges } from './keeping/follow-changes.js';
import { OpenSessions } from './session/open-sessions.js';
import { AutoPairing } from './session/auto-pairing.js';
import { SentMessageLookup } from './session/sent-message-lookup.js';
import { SessionKeeper } from './keeping/session-keeper.js';
import { SessionReport } from './session/session-report.js';
import { SessionServices } from './session/session-services.js';
import { SessionStorage } from './session/session-storage.js';
import { Sessions } from './session/sessions.js';
import { TrafficStats } from './keeping/traffic-stats.js';
import { Watchdog } from './keeping/watchdog.js';
import { ENGINE_PROVIDER } from './config/engine.js';
import { type WorkerConfig } from './config/worker.config.js';

const ROUTE_TABLE: Provider = {
  provide: RouteTable,
  inject: [RouteStore, Inbox, InboxWriter, Membership],
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
        ENGINE_PROVIDER,
        CONVERTERS,
        ROUTE_TABLE,
        Heartbeat,
        LoopLag,
        Sessions,
        SessionServices,
        SessionStorage,
        SessionReport,
        SentMessageLookup,
        StoryAudience,
        AutoPairing,
        OpenSessions,
        SessionEvents,
        AddressBooks,
        EventDispatcher,
        Interests,
        PendingFileEvents,
        EventFiles,
        FileLog,
        Downloads,
        Buckets,
        SessionKeeper,
        ClaimLoop,
        AbandonedRows,
        Watchdog,
        TrafficStats,
        FollowChanges,
        KnownChats,
        StoredFiles,
        VotesOfPolls,
        OutgoingMessages,
        OutgoingFiles,
        LinkPreviews,
        Pacing,
        AddressResolver,
        Quotes,
        Recipients,
      ],
    };
  }
}
