import { listWorkers } from '@starling/contract';
import { formatTimestamp } from '@starling/domain';
import { Handles } from '@starling/platform';
import { Workers } from '@starling/storage';
import { type OperationHandler } from '../call/call.js';

@Handles(listWorkers)
export class ListWorkers implements OperationHandler<typeof listWorkers> {
  constructor(private readonly workers: Workers) {}

  async act() {
    const workers = await this.workers.list();
    return {
      success: true as const,
      message: 'Workers retrieved successfully' as const,
      workers: workers.map(({ startedAt, heartbeatAt, drainingSince, ...worker }) => ({
        ...worker,
        startedAt: formatTimestamp(startedAt),
        heartbeatAt: formatTimestamp(heartbeatAt),
        drainingSince: drainingSince && formatTimestamp(drainingSince),
      })),
    };
  }
}
