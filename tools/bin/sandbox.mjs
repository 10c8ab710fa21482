#!/usr/bin/env node
/** `npm run sandbox`: the local WhatsApp alone; `-- --demo` shows two real clients that pair and chat on it. */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { buildIfChanged } from './build-if-changed.mjs';
import { onNode24 } from './node24.mjs';

await onNode24(import.meta.url);
const root = fileURLToPath(new URL('../../', import.meta.url));
const { values } = parseArgs({ options: { demo: { type: 'boolean', default: false } } });
await buildIfChanged(root);
await import(`${root}apps/sandbox/dist/${values.demo ? 'demo' : 'main'}.js`);
