import { withServices } from '../../jest.preset.mjs';

export default { ...withServices, rootDir: import.meta.dirname, passWithNoTests: true };
