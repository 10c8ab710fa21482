import { withServices } from '../jest.preset.mjs';

// A suite that failed half-way may leave a server open: its failure has to be told, not waited for.
export default { ...withServices, rootDir: import.meta.dirname, forceExit: true };
