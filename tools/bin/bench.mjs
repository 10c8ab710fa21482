#!/usr/bin/env node
/** `npm run bench -- NAME [--json FILE]`: the right Node, an up-to-date build, then tools/src/bench. */
import { fileURLToPath } from 'node:url';
import { buildIfChanged } from './build-if-changed.mjs';
import { onNode24 } from './node24.mjs';

await onNode24(import.meta.url);
await buildIfChanged(fileURLToPath(new URL('../../', import.meta.url)));
await import('../dist/bench/main.js');
