import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { benchCommands } from './commands/commands.js';
import { benchFanout } from './fanout/fanout.js';
import { benchHttp } from './http/http.js';
import { benchFiles } from './messages/files/files.js';
import { benchMessages } from './messages/messages.js';
import { benchSandbox } from './sandbox/sandbox.js';
import { benchSessions } from './sessions/sessions.js';
import { benchWebhooksChaos } from './webhooks/chaos/chaos.js';
import { benchWebhooks } from './webhooks/webhooks.js';
import { renderReport, type BenchReport } from './report.js';

/** Of the one benchmark whose size is asked for. */
const CHAOS_EVENTS = 20_000;

interface Asked {
  readonly events: number;
  /** Files instead of texts. */
  readonly files: boolean;
}

const BENCHES: Readonly<Record<string, (asked: Asked) => Promise<BenchReport>>> = {
  commands: benchCommands,
  fanout: benchFanout,
  http: benchHttp,
  messages: ({ files }) => (files ? benchFiles() : benchMessages()),
  sandbox: benchSandbox,
  sessions: benchSessions,
  webhooks: benchWebhooks,
  'webhooks-chaos': ({ events }) => benchWebhooksChaos(events),
};

const USAGE = `usage: npm run bench -- <${Object.keys(BENCHES).join('|')}> [more…] [--json FILE] [--events N] [--files]`;

async function main(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { json: { type: 'string' }, events: { type: 'string' }, files: { type: 'boolean' } },
  });
  const unknown = positionals.filter((name) => !(name in BENCHES));
  if (positionals.length === 0 || unknown.length > 0) {
    console.error(unknown.length > 0 ? `No benchmark ${unknown.join(', ')}.\n${USAGE}` : USAGE);
    process.exitCode = 2;
    return;
  }
  const { files = false } = values;
  const events = Number(values.events ?? CHAOS_EVENTS);
  const reports: BenchReport[] = [];
  for (const name of positionals) {
    const report = await (BENCHES[name] as (typeof BENCHES)[string])({ events, files });
    console.log(renderReport(report));
    reports.push(report);
  }
  if (values.json) await writeFile(values.json, `${JSON.stringify(reports, null, 2)}\n`);
}

await main();
