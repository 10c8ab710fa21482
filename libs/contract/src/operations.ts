/** All operations there are. To add one: declare it in its noun's folder and name the file here. */
export * from './events/get-webhook.js';
export * from './events/get-websocket.js';
export * from './events/set-webhook.js';
export * from './events/set-websocket.js';
export * from './health/read-health.js';
export * from './instance/change-proxy.js';
export * from './instance/change-s3.js';
export * from './instance/change-settings.js';
export * from './instance/create-instance.js';
export * from './instance/delete-instance.js';
export * from './instance/list-instances.js';
export * from './instance/read-metrics.js';
export * from './instance/read-proxy.js';
export * from './instance/read-s3.js';
export * from './instance/read-settings.js';
export * from './operator/list-processes.js';
export * from './operator/ping-session.js';
