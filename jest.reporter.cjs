const { mkdirSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

/** Writes the counts of a project for `npm test`. The file is an Nx output, so a cached run counts too. */
module.exports = class CountReporter {
  onRunComplete(contexts, results) {
    for (const { config } of contexts) {
      const folder = join(config.rootDir, 'test-results');
      mkdirSync(folder, { recursive: true });
      const counts = {
        passed: results.numPassedTests,
        failed: results.numFailedTests + results.numRuntimeErrorTestSuites,
        skipped: results.numPendingTests + results.numTodoTests,
      };
      writeFileSync(join(folder, 'counts.json'), JSON.stringify(counts));
    }
  }
};
