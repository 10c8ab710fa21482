import { STOP_LIMIT_SECONDS } from '@starling/platform';

const LIMITS: Readonly<Record<string, number>> = STOP_LIMIT_SECONDS;

/** As long as an orderly exit of the app may take; a shorter one cuts requests, sessions or deliveries off. */
export const minGraceSeconds = (app: string): number => LIMITS[app] ?? 0;
