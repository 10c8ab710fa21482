import { type DynamicModule, Global, Module } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { HealthChecks } from '../health/health-checks.js';
import { ProcessIdentity } from '../identity/process-identity.js';
import { Lifecycle } from '../lifecycle/lifecycle.js';
import { type Logger } from '../logging/logger.js';
import { Metrics } from '../metrics/metrics.js';
import { AddressGuard } from '../outbound/address-guard.js';
import { OutboundHttp } from '../outbound/outbound-http.js';
import { EnvelopeFilter } from './envelope-filter.js';

/** Injection token of the process's pino logger. */
export const LOGGER = Symbol('logger');
/** Injection token of the app's configuration as it was read. */
export const CONFIG = Symbol('config');

export interface PlatformParts {
  readonly identity: ProcessIdentity;
  readonly logger: Logger;
  readonly lifecycle: Lifecycle;
  readonly health: HealthChecks;
  readonly metrics: Metrics;
  /** For connections that are no HTTP calls; under the same rules as those. */
  readonly guard: AddressGuard;
  readonly outbound: OutboundHttp;
}

/** What every app stands on, made before Nest so that a failing start can still say so and close. */
@Global()
@Module({})
export class PlatformModule {
  /** Its error filter stands behind any that the app declares with APP_FILTER. */
  static of(parts: PlatformParts, config: object): DynamicModule {
    const provided = [
      { provide: ProcessIdentity, useValue: parts.identity },
      { provide: LOGGER, useValue: parts.logger },
      { provide: CONFIG, useValue: config },
      { provide: Lifecycle, useValue: parts.lifecycle },
      { provide: HealthChecks, useValue: parts.health },
      { provide: Metrics, useValue: parts.metrics },
      { provide: AddressGuard, useValue: parts.guard },
      { provide: OutboundHttp, useValue: parts.outbound },
    ];
    return {
      module: PlatformModule,
      providers: [...provided, { provide: APP_FILTER, useValue: new EnvelopeFilter(parts.logger) }],
      exports: provided.map(({ provide }) => provide),
    };
  }
}
