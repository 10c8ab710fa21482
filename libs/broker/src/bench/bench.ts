export { startCommandEcho } from './command-echo.js';
export { type EchoPair } from './echo-pair.js';
export { startRawEcho } from './raw-echo.js';
