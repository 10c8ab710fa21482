import { readHealth } from '@starling/contract';
import { formatTimestamp, formatUptime } from '@starling/domain';
import { Handles, HealthChecks, ProcessIdentity } from '@starling/platform';
import { type OperationHandler } from '../call/call.js';

@Handles(readHealth)
export class ReadHealth implements OperationHandler<typeof readHealth> {
  constructor(
    private readonly checks: HealthChecks,
    private readonly identity: ProcessIdentity,
  ) {}

  async act() {
    const { healthy, results } = await this.checks.run();
    return {
      status: healthy ? ('ok' as const) : ('degraded' as const),
      service: 'RyzeAPI' as const,
      uptime: formatUptime(Date.now() - this.identity.since.getTime()),
      timestamp: formatTimestamp(new Date()),
      checks: results as { db: string },
    };
  }
}
