export { CrashableStore, type CrashPoint } from './crashable-store.js';
export { type ClientSetup, EngineClient, type Reports } from './engine-client.js';
export { aClose, FakeConnection, type FakeWhatsApp } from './fake-connection.js';
export { type FakeEngine, fakeEngine } from './fake-engine.js';
