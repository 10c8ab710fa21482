import { writeFile } from 'node:fs/promises';
import { benchCommands } from './commands/commands.js';
import { benchFanout } from './fanout/fanout.js';
import { benchHttp } from './http/http.js';
import { benchFiles } from './messages/files/files.js';
import { benchMessages } from './messages/messages.js';
import { benchSandbox } from './sandbox/sandbox.js';
import { benchSessions } from './sessions/sessions.js';
import { benchWebhooksChaos } from './webhooks/chaos/chaos.js';
import { benchWebhooks } from './webhooks/webhooks.js';
import { renderReport, type BenchReport } from './harness/report.js';

/** Default number of events of `webhooks-chaos`. */
const CHAOS_EVENTS = '20000';

/** The flags of the command line (tools/bin/bench.mjs). */
interface Options {
  readonly events?: string;
  /** `messages` sends files instead of texts. */
  readonly files?: boolean;
  readonly json?: string;
}

const BENCHES: Readonly<Record<string, (options: Options) => Promise<BenchReport>>> = {
  commands: benchCommands,
  fanout: benchFanout,
  http: benchHttp,
  messages: ({ files }) => (files ? benchFiles() : benchMessages()),
  sandbox: benchSandbox,
  sessions: benchSessions,
  webhooks: benchWebhooks,
  'webhooks-chaos': ({ events = CHAOS_EVENTS }) => benchWebhooksChaos(Number(events)),
};

export const isBenchmark = (name: string): boolean => Object.hasOwn(BENCHES, name);

/**
 * Resolves with the exit code. The first benchmark that fails ends the run with a sentence that names it and the
 * reason. The reports of the benchmarks before it are still written.
 */
export async function runBenchmarks(names: readonly string[], options: Options): Promise<number> {
  const reports: BenchReport[] = [];
  const measured = await runEach(names, options, reports);
  const written = options.json === undefined || (await write(options.json, reports));
  return measured && written ? 0 : 1;
}

async function runEach(names: readonly string[], options: Options, reports: BenchReport[]) {
  for (const name of names) {
    try {
      const report = await (BENCHES[name] as (typeof BENCHES)[string])(options);
      console.log(renderReport(report));
      reports.push(report);
    } catch (error) {
      console.error(`The benchmark ${name} failed. ${reasonOf(error)}`);
      return false;
    }
  }
  return true;
}

async function write(file: string, reports: readonly BenchReport[]): Promise<boolean> {
  try {
    await writeFile(file, `${JSON.stringify(reports, null, 2)}\n`);
    return true;
  } catch (error) {
    console.error(`The reports were not written. ${reasonOf(error)}`);
    return false;
  }
}

const reasonOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);
