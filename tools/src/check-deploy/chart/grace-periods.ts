import { STOP_LIMIT_SECONDS } from '@starling/platform';

const LIMITS: Readonly<Record<string, number>> = STOP_LIMIT_SECONDS;

/**
 * The time that an orderly stop of the app may take. A shorter grace period cuts off requests, sessions or
 * deliveries.
 */
export const minGraceSeconds = (app: string): number => LIMITS[app] ?? 0;
