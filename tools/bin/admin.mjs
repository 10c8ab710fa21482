#!/usr/bin/env node
/** `npm run admin -- <command>`: runs the command line of the operator (tools/src/admin) on Node 24. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { onNode24 } from './node24.mjs';

const MAIN = fileURLToPath(new URL('../dist/admin/main.js', import.meta.url));

await onNode24(import.meta.url);
if (existsSync(MAIN)) {
  await import('../dist/admin/main.js');
} else {
  console.error('The product is not built yet: run npm run build first.');
  process.exitCode = 1;
}
