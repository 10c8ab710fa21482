export * from './cors/origin-allowed.js';
export * from './instance/status-words.js';
export * from './instance/sum-metrics.js';
export * from './jid/plain-jid.js';
export * from './time/format-timestamp.js';
export * from './time/format-uptime.js';
