import { base } from '../../jest.preset.mjs';

// Baileys leaves timers of up to a minute behind when a socket ends; nothing of ours keeps the process alive.
export default { ...base, rootDir: import.meta.dirname, forceExit: true, testTimeout: 60_000 };
