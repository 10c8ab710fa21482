#!/usr/bin/env node
/**
 * `npm run rotate-keys`: wraps every account's data key under the current deploy key.
 *
 * To change the key while the product runs:
 *   1. Give all processes ENCRYPTION_KEY=<old> and ENCRYPTION_KEYS_OLD=<new>: now all can read both.
 *   2. Give all processes ENCRYPTION_KEY=<new> and ENCRYPTION_KEYS_OLD=<old>: now all write the new one.
 *   3. Run this with the same two variables. You may stop it and run it again at any time.
 *   4. Remove the old key.
 * Leave out step 1 if a short stop of the product does no harm.
 */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { onNode24 } from './node24.mjs';
import { readArguments } from './read-arguments.mjs';

const HELP = `Wraps every data key under the current deploy key. Reads three variables:
  DATABASE_URL         the database, as the product uses it
  ENCRYPTION_KEY       the key to wrap with, from now on
  ENCRYPTION_KEYS_OLD  the keys used until now, separated by commas

  -h, --help           this text`;

readArguments({ program: 'npm run rotate-keys', help: HELP });
await onNode24(import.meta.url);
if (!existsSync(fileURLToPath(import.meta.resolve('@starling/storage')))) {
  fail('The product is not built yet: run npm run build first.');
} else {
  await rotate().catch((error) => fail(error.message));
}

async function rotate() {
  const { dataVariables, defineConfig } = await import('@starling/platform');
  const { rotateKeys } = await import('@starling/storage');
  const { DATABASE_URL, ENCRYPTION_KEY, ENCRYPTION_KEYS_OLD } = dataVariables;
  const variables = { DATABASE_URL, ENCRYPTION_KEY, ENCRYPTION_KEYS_OLD };
  const config = defineConfig(variables, Object.keys(variables)).read(process.env);
  const report = await rotateKeys({
    databaseUrl: config.DATABASE_URL,
    encryptionKey: config.ENCRYPTION_KEY,
    oldEncryptionKeys: config.ENCRYPTION_KEYS_OLD,
    onBatch: (rewrapped) => console.log(`… ${rewrapped} rewrapped`),
  });
  console.log(`${report.rewrapped} rewrapped; current deploy key: ${report.deployKeyId}`);
  if (report.unreadable > 0) {
    fail(
      `${report.unreadable} are wrapped by a key that is not in ENCRYPTION_KEYS_OLD; left as they are.`,
    );
  }
}

function fail(sentence) {
  console.error(sentence);
  process.exitCode = 1;
}
