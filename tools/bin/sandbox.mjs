#!/usr/bin/env node
/** `npm run sandbox`: runs the local WhatsApp alone. With `-- --demo`, two real clients pair and chat on it. */
import { fileURLToPath } from 'node:url';
import { buildIfChanged } from './build-if-changed.mjs';
import { onNode24 } from './node24.mjs';
import { readArguments } from './read-arguments.mjs';

const HELP = `Starts a local WhatsApp: phones that scan QR codes, contacts that chat, a page to play them.

  npm run sandbox
  npm run sandbox -- --demo

  --demo       let two real clients pair and chat on a sandbox of their own, and end
  -h, --help   this text

Environment (all optional):
  HOST (127.0.0.1)  PORT (8090)  WHATSAPP_PORT (8091)  MEDIA_PORT (8092)  LOG_LEVEL (warn)
  SANDBOX_DATA_DIR     keep people, devices and waiting messages over a restart
  SANDBOX_SEED         makes keys and ids repeatable
  RECEIPT_DELAY_MS (150)`;

const { values } = readArguments({
  program: 'npm run sandbox',
  help: HELP,
  options: { demo: { type: 'boolean', default: false } },
});
await onNode24(import.meta.url);
const root = fileURLToPath(new URL('../../', import.meta.url));
await buildIfChanged(root);
await import(`${root}apps/sandbox/dist/${values.demo ? 'demo' : 'main'}.js`);
