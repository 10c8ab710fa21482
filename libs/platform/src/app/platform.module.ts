import { type DynamicModule, Global, Module } from '@nestjs/common';
import { HealthChecks } from '../health/health-checks.js';
import { ProcessIdentity } from '../identity/process-identity.js';
import { Lifecycle } from '../lifecycle/lifecycle.js';
import { type Logger } from '../logging/logger.js';
import { Metrics } from '../metrics/metrics.js';

/** Injection token of the process's pino logger. */
export const LOGGER = Symbol('logger');

export interface PlatformParts {
  readonly identity: ProcessIdentity;
  readonly logger: Logger;
  readonly lifecycle: Lifecycle;
  readonly health: HealthChecks;
  readonly metrics: Metrics;
}

/** What every app stands on, made before Nest so that a failing start can still say so and close. */
@Global()
@Module({})
export class PlatformModule {
  static of(parts: PlatformParts): DynamicModule {
    const providers = [
      { provide: ProcessIdentity, useValue: parts.identity },
      { provide: LOGGER, useValue: parts.logger },
      { provide: Lifecycle, useValue: parts.lifecycle },
      { provide: HealthChecks, useValue: parts.health },
      { provide: Metrics, useValue: parts.metrics },
    ];
    return {
      module: PlatformModule,
      providers,
      exports: [ProcessIdentity, LOGGER, Lifecycle, HealthChecks, Metrics],
    };
  }
}
