import { withServices } from '../../jest.preset.mjs';

export default {
  ...withServices,
  rootDir: import.meta.dirname,
  // All workers of a deployment share its shards and queues: files side by side would take each other's work.
  maxWorkers: 1,
};
