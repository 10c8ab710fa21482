import { HealthChecks } from '@starling/platform';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { LiveWorkers } from './live-workers.js';

/** Keeps the gateway not ready until the first worker of the deployment lives. */
@Injectable()
export class FirstWorker implements OnModuleInit {
  constructor(
    private readonly health: HealthChecks,
    private readonly workers: LiveWorkers,
  ) {}

  onModuleInit(): void {
    this.health.awaitOnce('workers', async () => {
      const workers = await this.workers.list();
      if (!workers.some(({ isLive }) => isLive)) throw new Error('no session worker yet');
    });
  }
}
