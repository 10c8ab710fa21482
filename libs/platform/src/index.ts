export { securityHeaders } from './app/security-headers.js';
export { CONFIG, PlatformModule, LOGGER } from './app/platform.module.js';
export { runApp } from './app/run-app.js';
export { forwardedAddress } from './app/forwarded-address.js';
export { noteOn, type RequestNotes } from './app/request-notes.js';
export { startApp, type AppConfig, type AppDefinition, type RunningApp } from './app/start-app.js';
export { runInBackground } from './concurrency/background.js';
export { FairQueue, QueueFullError } from './concurrency/fair-queue.js';
export { KeyedCallbackQueue } from './concurrency/keyed-callback-queue.js';
export { KeyedQueue } from './concurrency/keyed-queue.js';
export { TickBatch } from './concurrency/tick-batch.js';
export { ConfigError } from './config/config-error.js';
export { defineConfig, type ConfigDefinition, type Environment } from './config/define-config.js';
export * from './config/variables.js';
export { HealthChecks, type HealthVerdict } from './health/health-checks.js';
export { ProcessIdentity } from './identity/process-identity.js';
export { Lifecycle, type StopStage } from './lifecycle/lifecycle.js';
export { STOP_LIMIT_SECONDS } from './lifecycle/stop-limits.js';
export { createLogger, type Logger } from './logging/logger.js';
export { Metrics } from './metrics/metrics.js';
export { handlerClassesIn, proveHandlers } from './operations/handler-classes.js';
export { Handles, operationOf } from './operations/handles.js';
export { AddressGuard, canonicalHost } from './outbound/address-guard.js';
export { OutboundError, type OutboundErrorCode } from './outbound/outbound-error.js';
export { type OutboundPosts } from './outbound/outbound-posts.js';
export { type BriefAnswer } from './outbound/posting.js';
export { unpackedBody } from './outbound/content-decoder.js';
export { download, type Downloaded } from './outbound/download.js';
export { follow, type Followed } from './outbound/redirects.js';
export {
  OutboundHttp,
  type OutboundRequest,
  type OutboundResponse,
} from './outbound/outbound-http.js';
