#!/usr/bin/env node
/** `npm start`: builds if needed and runs the supervisor (tools/src/start) on Node 24. */
import { fileURLToPath } from 'node:url';
import { buildIfChanged } from './build-if-changed.mjs';
import { onNode24 } from './node24.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));

await onNode24(import.meta.url);
await buildIfChanged(root);
await import('../dist/start/main.js');
