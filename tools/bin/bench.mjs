#!/usr/bin/env node
/** `npm run bench -- NAME [--json FILE]`: builds if needed and runs tools/src/bench on Node 24. */
import { fileURLToPath } from 'node:url';
import { buildIfChanged } from './build-if-changed.mjs';
import { onNode24 } from './node24.mjs';
import { readArguments, refuseArguments } from './read-arguments.mjs';

const PROGRAM = 'npm run bench';
const HELP = `Measures the product beside a floor of the same run (docs/benchmarks.md).

  npm run bench -- NAME [MORE...]

  commands, fanout, http, messages, sandbox, sessions, webhooks, webhooks-chaos

  --json FILE   also write the reports to this file
  --events N    how many events webhooks-chaos sends (20000)
  --files       messages: documents instead of texts
  -h, --help    this text

Exit codes: 0 measured, 1 a benchmark failed, 2 not understood.`;

const { values, positionals } = readArguments({
  program: PROGRAM,
  help: HELP,
  options: { json: { type: 'string' }, events: { type: 'string' }, files: { type: 'boolean' } },
  allowPositionals: true,
});
if (positionals.length === 0) refuseArguments(PROGRAM, 'needs the name of a benchmark');
if (!/^[1-9]\d{0,8}$/.test(values.events ?? '1')) {
  refuseArguments(PROGRAM, 'needs a whole number for --events');
}
await onNode24(import.meta.url);
await buildIfChanged(fileURLToPath(new URL('../../', import.meta.url)));
const { isBenchmark, runBenchmarks } = await import('../dist/bench/main.js');
const unknown = positionals.filter((name) => !isBenchmark(name));
if (unknown.length > 0) refuseArguments(PROGRAM, `does not know ${unknown.join(', ')}`);
// Processes that a failed benchmark could not stop end with this process.
process.exit(await runBenchmarks(positionals, values));
