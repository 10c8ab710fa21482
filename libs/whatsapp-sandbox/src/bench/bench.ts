export { measureSandbox, type SandboxLoad } from './load.js';
