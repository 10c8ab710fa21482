#!/usr/bin/env node
/** `npm start`: the right Node, an up-to-date build, then the supervisor (tools/src/start). */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildIfChanged } from './build-if-changed.mjs';
import { onNode24 } from './node24.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));

if (!existsSync(`${root}node_modules`)) {
  console.error('Starling did not start. Its packages are missing: run npm ci first.');
  process.exit(1);
}
await onNode24(import.meta.url);
await buildIfChanged(root);
await import('../dist/start/main.js');
