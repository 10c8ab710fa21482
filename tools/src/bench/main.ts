import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { benchCommands } from './commands/commands.js';
import { benchFanout } from './fanout/fanout.js';
import { benchHttp } from './http/http.js';
import { benchSandbox } from './sandbox/sandbox.js';
import { benchSessions } from './sessions/sessions.js';
import { benchWebhooksChaos } from './webhooks/chaos/chaos.js';
import { benchWebhooks } from './webhooks/webhooks.js';
import { renderReport, type BenchReport } from './report.js';

/** Of the one benchmark whose size is asked for. */
const CHAOS_EVENTS = 20_000;

const BENCHES: Readonly<Record<string, (events: number) => Promise<BenchReport>>> = {
  commands: benchCommands,
  fanout: benchFanout,
  http: benchHttp,
  sandbox: benchSandbox,
  sessions: benchSessions,
  webhooks: benchWebhooks,
  'webhooks-chaos': benchWebhooksChaos,
};

const USAGE = `usage: npm run bench -- <${Object.keys(BENCHES).join('|')}> [more…] [--json FILE] [--events N]`;

async function main(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { json: { type: 'string' }, events: { type: 'string' } },
  });
  const unknown = positionals.filter((name) => !(name in BENCHES));
  if (positionals.length === 0 || unknown.length > 0) {
    console.error(unknown.length > 0 ? `No benchmark ${unknown.join(', ')}.\n${USAGE}` : USAGE);
    process.exitCode = 2;
    return;
  }
  const events = Number(values.events ?? CHAOS_EVENTS);
  const reports: BenchReport[] = [];
  for (const name of positionals) {
    const report = await (BENCHES[name] as (typeof BENCHES)[string])(events);
    console.log(renderReport(report));
    reports.push(report);
  }
  if (values.json) await writeFile(values.json, `${JSON.stringify(reports, null, 2)}\n`);
}

await main();
