import { BrokerModule } from '@starling/broker';
import { handlerClassesIn } from '@starling/platform';
import { StorageModule } from '@starling/storage';
import { type DynamicModule, Module } from '@nestjs/common';
import { AuditedActs } from './audit/audited-acts.js';
import { ACCOUNT_CACHES, type AccountCache } from './auth/account-cache.js';
import { ConnectPageAccess } from './auth/connect-page-access.js';
import { DefaultAccount } from './auth/default-account.js';
import { TokenCache } from './auth/token-cache.js';
import { RequestBodies } from './body/request-bodies.js';
import { FileReplies } from './chat/file-replies.js';
import { DepartingSessions } from './commands/departing-sessions.js';
import { FirstWorker } from './commands/first-worker.js';
import { LiveWorkers } from './commands/live-workers.js';
import { Placement } from './commands/placement.js';
import { SessionCommands } from './commands/session-commands.js';
import { TokenInvalidation } from './auth/token-invalidation.js';
import { ConnectLinks } from './connect-page/connect-links.js';
import { ConnectState } from './pages/connect-state.js';
import { ChangeNotices } from './control/change-notices.js';
import { AllowedOrigins } from './cors/allowed-origins.js';
import { FrontDoor } from './front-door/front-door.js';
import { GATEWAY_CONFIG, type GatewayConfig } from './config/gateway.config.js';
import { Admission } from './http/admission.js';
import { GlobalHooks } from './http/global-hooks.js';
import { InstanceCache } from './http/instance-cache.js';
import { HANDLER_CLASSES, OperationDispatch } from './http/operation-dispatch.js';
import { OperationRoutes } from './http/operation-routes.js';
import { Pages } from './pages/pages.js';
import { Idempotency } from './sending/idempotency.js';
import { OwnerWatch } from './sending/owner-watch.js';
import { DEFAULT_SEND_TIMES, SEND_TIMES, SendCommands } from './sending/send-commands.js';
import { SendMetrics } from './sending/send-metrics.js';
import { StoredReplies } from './sending/stored-replies.js';

@Module({})
export class GatewayModule {
  /** Handlers are found by their mark; the dispatch refuses to start when an operation has none or two. */
  static async with(config: GatewayConfig): Promise<DynamicModule> {
    const handlers = await handlerClassesIn(import.meta.dirname);
    return {
      module: GatewayModule,
      imports: [
        StorageModule.forConfig(config),
        BrokerModule.forRoot({ redisUrl: config.REDIS_URL }),
      ],
      providers: [
        { provide: GATEWAY_CONFIG, useValue: config },
        { provide: HANDLER_CLASSES, useValue: handlers },
        ...handlers,
        TokenCache,
        TokenInvalidation,
        AllowedOrigins,
        InstanceCache,
        {
          provide: ACCOUNT_CACHES,
          inject: [TokenCache, InstanceCache, AllowedOrigins],
          useFactory: (...caches: AccountCache[]) => caches,
        },
        LiveWorkers,
        FirstWorker,
        Placement,
        SessionCommands,
        { provide: SEND_TIMES, useValue: DEFAULT_SEND_TIMES },
        SendCommands,
        SendMetrics,
        OwnerWatch,
        Idempotency,
        FileReplies,
        StoredReplies,
        DepartingSessions,
        ChangeNotices,
        DefaultAccount,
        AuditedActs,
        Admission,
        RequestBodies,
        GlobalHooks,
        FrontDoor,
        ConnectPageAccess,
        ConnectLinks,
        ConnectState,
        Pages,
        OperationDispatch,
        OperationRoutes,
      ],
    };
  }
}
