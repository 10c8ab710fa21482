import { base } from '../../jest.preset.mjs';

// Baileys leaves a timer of 30 seconds behind every login; nothing of ours is open by then.
export default { ...base, rootDir: import.meta.dirname, forceExit: true };
