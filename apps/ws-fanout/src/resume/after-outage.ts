import { setTimeout as wait } from 'node:timers/promises';
import { RedisConnections } from '@starling/broker';
import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { CLOSE } from '../clients/close-code.js';
import { Hub } from '../clients/hub.js';
import { type InstanceClients } from '../clients/instance-clients.js';
import { CatchUp } from './catch-up.js';
import { ResumingClient } from './resuming-client.js';

/** An owner comes back to Redis in its own time. */
const TRIES = 20;
const RETRY_MS = 500;
const LOOK_EVERY_MS = 1_000;
/** A little less than what it takes to be taken for dead. */
const SLEEP_MS = 8_000;

/**
 * While Redis was away, or this process slept, events may have passed this node by, and the owner may have taken it for
 * dead. Afterwards every route is told again until the owner has heard it. Clients that resume first get from the log what passed
 * them by, and only then what is live; others go on with what is live.
 */
@Injectable()
export class AfterOutage implements OnModuleInit, OnModuleDestroy {
  private readonly logger = new Logger(AfterOutage.name);
  private readonly looks = setInterval(() => this.lookForSleep(), LOOK_EVERY_MS).unref();
  private lookedAtMs = performance.now();
  private outages = 0;

  constructor(
    private readonly connections: RedisConnections,
    private readonly hub: Hub,
    private readonly catchUp: CatchUp,
  ) {}

  onModuleInit(): void {
    this.connections.commands.on('close', () => this.hold());
    this.connections.commands.on('ready', () => this.mendAll());
  }

  onModuleDestroy(): void {
    clearInterval(this.looks);
  }

  private lookForSleep(): void {
    const nowMs = performance.now();
    const hasSlept = nowMs - this.lookedAtMs > SLEEP_MS;
    this.lookedAtMs = nowMs;
    if (!hasSlept) return;
    this.hold();
    this.mendAll();
  }

  private hold(): void {
    this.outages += 1;
    for (const client of resuming(this.hub.clients())) client.waitForLog();
  }

  private mendAll(): void {
    for (const instance of this.hub.all()) {
      this.mend(instance, this.outages).catch((error: unknown) => {
        this.logger.error(error, 'Clients were not brought up to date after an outage');
      });
    }
  }

  private async mend(instance: InstanceClients, outage: number): Promise<void> {
    for (let tries = 0; tries < TRIES && !instance.isEmpty; tries += 1) {
      if (tries > 0) await wait(RETRY_MS);
      if (outage !== this.outages) return;
      // What comes from here on must not get ahead of what the log still has.
      for (const client of resuming(instance.clients)) client.waitForLog();
      const outcome = await this.hub.announceAgain(instance).catch(() => undefined);
      const all = [...resuming(instance.clients)].map((client) => this.bring(client, instance));
      const areUpToDate = (await Promise.all(all)).every((isUpToDate) => isUpToDate);
      if (outcome === 'acknowledged' && areUpToDate) return;
    }
    for (const client of resuming(instance.clients)) {
      if (client.isWaiting) client.close(CLOSE.internal);
    }
  }

  private async bring(client: ResumingClient, instance: InstanceClients): Promise<boolean> {
    try {
      await this.catchUp.bring(client, instance);
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
