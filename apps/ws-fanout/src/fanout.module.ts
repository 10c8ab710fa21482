import { BrokerModule, Inbox, InboxWriter, RouteRegistry, RouteStore } from '@starling/broker';
import { type InstanceId, SessionOwners, StorageModule } from '@starling/storage';
import { type DynamicModule, Module } from '@nestjs/common';
import { ClientJudge } from './changes/client-judge.js';
import { FollowChanges } from './changes/follow-changes.js';
import { ClientsGateway } from './door/clients.gateway.js';
import { ClientsLife, HEARTBEAT_TIMES } from './clients/clients-life.js';
import { HEARTBEAT, type HeartbeatTimes } from './clients/heartbeat.js';
import { Hub } from './clients/hub.js';
import { SocketAdmission } from './door/admission.js';
import { Preflight } from './door/preflight.js';
import { SocketDoor } from './door/socket-door.js';
import { SocketRoutes } from './door/socket-routes.js';
import { FANOUT_CONFIG, type FanoutConfig } from './config/fanout.config.js';
import { EventIntake } from './intake/event-intake.js';
import { FilesInEvents } from './intake/files-in-events.js';
import { FrameBuilder } from './frames/frame-builder.js';
import { FanoutMetrics } from './metrics/fanout-metrics.js';
import { AfterOutage } from './resume/after-outage.js';
import { CatchUp } from './resume/catch-up.js';

const ROUTES = {
  provide: RouteRegistry,
  inject: [RouteStore, Inbox, InboxWriter, SessionOwners],
  useFactory: (store: RouteStore, inbox: Inbox, sender: InboxWriter, owners: SessionOwners) =>
    new RouteRegistry(
      ...([store, inbox, sender] as const),
      async (instanceId) => (await owners.find(instanceId as InstanceId))?.owner ?? null,
    ),
};

@Module({})
export class FanoutModule {
  static with(config: FanoutConfig, heartbeat: HeartbeatTimes = HEARTBEAT): DynamicModule {
    return {
      module: FanoutModule,
      imports: [
        StorageModule.forConfig(config),
        BrokerModule.forRoot({ redisUrl: config.REDIS_URL }),
      ],
      providers: [
        { provide: FANOUT_CONFIG, useValue: config },
        { provide: HEARTBEAT_TIMES, useValue: heartbeat },
        ROUTES,
        FanoutMetrics,
        Hub,
        ClientsLife,
        ClientsGateway,
        FrameBuilder,
        EventIntake,
        FilesInEvents,
        CatchUp,
        AfterOutage,
        ClientJudge,
        FollowChanges,
        SocketAdmission,
        Preflight,
        SocketDoor,
        SocketRoutes,
      ],
    };
  }
}
