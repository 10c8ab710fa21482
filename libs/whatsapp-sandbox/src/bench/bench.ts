export { BareClients } from './bare-clients.js';
export { inLanes, measureSandbox, pairUp, type SandboxLoad } from './load.js';
