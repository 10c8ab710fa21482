import { setTimeout as wait } from 'node:timers/promises';
import { RedisConnections } from '@starling/broker';
import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { CLOSE } from '../clients/close-code.js';
import { Hub } from '../clients/hub.js';
import { type InstanceClients } from '../clients/instance-clients.js';
import { CatchUp } from './catch-up.js';
import { ResumingClient } from './resuming-client.js';

/** The owner may come back to Redis later than this node. */
const TRIES = 20;
const RETRY_MS = 500;
const LOOK_EVERY_MS = 1_000;
/** Shorter than the silence after which other processes take this one for dead. */
const PAUSE_MS = 8_000;

/**
 * While Redis was away or this process was paused, this node may have missed events, and the owner may have dropped its
 * routes. Afterwards every route is announced until the owner acknowledges it. Clients that resume get the missed events
 * from the log before new ones; other clients continue with new ones.
 */
@Injectable()
export class AfterOutage implements OnModuleInit, OnModuleDestroy {
  private readonly logger = new Logger(AfterOutage.name);
  private readonly looks = setInterval(() => this.detectPause(), LOOK_EVERY_MS).unref();
  private lookedAtMs = performance.now();
  private outages = 0;

  constructor(
    private readonly connections: RedisConnections,
    private readonly hub: Hub,
    private readonly catchUp: CatchUp,
  ) {}

  onModuleInit(): void {
    this.connections.commands.on('close', () => this.hold());
    this.connections.commands.on('ready', () => this.restoreAll());
  }

  onModuleDestroy(): void {
    clearInterval(this.looks);
  }

  private detectPause(): void {
    const nowMs = performance.now();
    const wasPaused = nowMs - this.lookedAtMs > PAUSE_MS;
    this.lookedAtMs = nowMs;
    if (!wasPaused) return;
    this.hold();
    this.restoreAll();
  }

  private hold(): void {
    this.outages += 1;
    for (const client of resuming(this.hub.clients())) client.waitForLog();
  }

  private restoreAll(): void {
    for (const instance of this.hub.all()) {
      this.restore(instance, this.outages).catch((error: unknown) => {
        this.logger.error(error, 'Clients were not brought up to date after an outage');
      });
    }
  }

  private async restore(instance: InstanceClients, outage: number): Promise<void> {
    for (let tries = 0; tries < TRIES && !instance.isEmpty; tries += 1) {
      if (tries > 0) await wait(RETRY_MS);
      if (outage !== this.outages) return;
      // New events wait, so that they do not overtake those in the log.
      for (const client of resuming(instance.clients)) client.waitForLog();
      const outcome = await this.hub.announceAgain(instance).catch(() => undefined);
      const all = [...resuming(instance.clients)].map((client) =>
        this.catchUpClient(client, instance),
      );
      const areUpToDate = (await Promise.all(all)).every((isUpToDate) => isUpToDate);
      if (outcome === 'acknowledged' && areUpToDate) return;
    }
    for (const client of resuming(instance.clients)) {
      if (client.isWaiting) client.close(CLOSE.internal);
    }
  }

  private async catchUpClient(client: ResumingClient, instance: InstanceClients): Promise<boolean> {
    try {
      await this.catchUp.sendMissed(client, instance);
      return true;
    } catch (error) {
      this.logger.warn(`What a client missed could not be read yet: ${String(error)}`);
      return false;
    }
  }
}

function* resuming(clients: Iterable<ResumingClient | object>): Iterable<ResumingClient> {
  for (const client of clients) if (client instanceof ResumingClient) yield client;
}
