/** All operations there are. To add one: declare it in its noun's folder and name the file here. */
export * from './health/read-health.js';
export * from './operator/list-processes.js';
export * from './operator/ping-session.js';
