import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { benchCommands } from './commands/commands.js';
import { benchFanout } from './fanout/fanout.js';
import { benchHttp } from './http/http.js';
import { benchSandbox } from './sandbox/sandbox.js';
import { benchSessions } from './sessions/sessions.js';
import { benchWebhooks } from './webhooks/webhooks.js';
import { renderReport, type BenchReport } from './report.js';

const BENCHES: Readonly<Record<string, () => Promise<BenchReport>>> = {
  commands: benchCommands,
  fanout: benchFanout,
  http: benchHttp,
  sandbox: benchSandbox,
  sessions: benchSessions,
  webhooks: benchWebhooks,
};

const USAGE = `usage: npm run bench -- <${Object.keys(BENCHES).join('|')}> [more…] [--json FILE]`;

async function main(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { json: { type: 'string' } },
  });
  const unknown = positionals.filter((name) => !(name in BENCHES));
  if (positionals.length === 0 || unknown.length > 0) {
    console.error(unknown.length > 0 ? `No benchmark ${unknown.join(', ')}.\n${USAGE}` : USAGE);
    process.exitCode = 2;
    return;
  }
  const reports: BenchReport[] = [];
  for (const name of positionals) {
    const report = await (BENCHES[name] as () => Promise<BenchReport>)();
    console.log(renderReport(report));
    reports.push(report);
  }
  if (values.json) await writeFile(values.json, `${JSON.stringify(reports, null, 2)}\n`);
}

await main();
