import { HealthChecks } from '@starling/platform';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { LiveWorkers } from './live-workers.js';

/** A gateway that starts with its deployment is not ready before there is a worker to ask. */
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
