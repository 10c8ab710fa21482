import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/*
 * Deletes outputs in the `dist` of the current folder whose source is gone. The TypeScript compiler leaves them behind
 * when a source is renamed, and an app that looks for its handlers would load them.
 */
const OUTPUT = /\.(?:d\.ts|js)(?:\.map)?$/;

for (const file of existsSync('dist') ? readdirSync('dist', { recursive: true }) : []) {
  if (!OUTPUT.test(file)) continue;
  if (!existsSync(join('src', file.replace(OUTPUT, '.ts')))) rmSync(join('dist', file));
}
