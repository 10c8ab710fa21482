import { RouteRegistry } from '@starling/broker';
import { Lifecycle } from '@starling/platform';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { closeAllClients } from './farewell.js';
import { Heartbeat, type HeartbeatTimes } from './heartbeat.js';
import { Hub } from './hub.js';

/** Injection token of the heartbeat's times. */
export const HEARTBEAT_TIMES = Symbol('heartbeat times');

/** Starts the heartbeat and closes all clients when the process stops. */
@Injectable()
export class ClientsLife implements OnModuleInit {
  constructor(
    private readonly hub: Hub,
    private readonly routes: RouteRegistry,
    private readonly lifecycle: Lifecycle,
    @Inject(HEARTBEAT_TIMES) private readonly times: HeartbeatTimes,
  ) {}

  onModuleInit(): void {
    const heartbeat = new Heartbeat(() => this.hub.clients(), this.times);
    this.lifecycle.onStop('drain', 'sockets', async () => {
      await closeAllClients(this.hub);
      heartbeat.stop();
      await this.routes.stop();
    });
  }
}
