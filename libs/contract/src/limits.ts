/** Numbers of the contract. Those that an operator may change are only the defaults. */
export const MAX_BODY_BYTES = 64 * 1024 * 1024;
export const RATE_WINDOW_SECONDS = 60;
export const REQUESTS_PER_WINDOW = 100;
export const CREATES_PER_WINDOW = 20;
export const MAX_INSTANCE_NAME_LENGTH = 100;
export const MAX_ENABLED_WEBHOOKS = 3;
export const DEFAULT_WEBHOOK_LABEL = 'default';
