import { join } from 'node:path';
import { HELP, parseCommandLine } from './command-line.js';
import { DataDir, describeFileTrouble } from './data-dir.js';
import { Deployment } from './deployment.js';
import { Journal } from './log/journal.js';
import { LogFile } from './log/log-file.js';
import { watchNpm } from './npm-parents.js';
import { startUp } from './start-up.js';
import {
  inheritedEnvironment,
  isRunByNpm,
  readStartConfig,
  type StartConfig,
} from './start.config.js';
import { StopRequests } from './stop-requests.js';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const FAILED = 1;
const FORCED = 130;

/** Resolves with the exit code when every started process has ended. */
async function run(): Promise<number> {
  const commandLine = parseCommandLine(process.argv.slice(2));
  if (commandLine.help) {
    console.log(HELP);
    return 0;
  }
  const config = readStartConfig();
  const dataDir = DataDir.open(config.DATA_DIR);
  try {
    return await runOn(dataDir, config, commandLine.sandbox);
  } catch (error) {
    throw describeFileTrouble(error, dataDir.path);
  } finally {
    dataDir.close();
  }
}

async function runOn(dataDir: DataDir, config: StartConfig, withSandbox: boolean): Promise<number> {
  const file = new LogFile(join(dataDir.path, 'logs', 'starling.log'));
  const terminal = {
    isTTY: process.stdout.isTTY === true,
    write: (text: string) => void process.stdout.write(text),
  };
  const journal = new Journal(file, terminal, config.LOG_LEVEL, config.LOG_FORMAT);
  const deployment = new Deployment(journal);
  const requested = stopOnRequest(deployment, journal);
  const root = { root: ROOT, inherited: inheritedEnvironment() };
  const starting = startUp({ config, withSandbox, ...root, dataDir, journal }, deployment);
  try {
    const started = await Promise.race([starting.then(() => true), requested.first]);
    if (started) journal.showLogs();
    await requested.first;
    await deployment.stop();
    // A start that was interrupted fails because of the interruption.
    await starting.catch(() => undefined);
    await deployment.stop();
    journal.say('Stopped.');
    return requested.forced() ? FORCED : 0;
  } catch (error) {
    await deployment.stop();
    throw error;
  }
}

/** `first` resolves with false at the first request to stop. */
function stopOnRequest(deployment: Deployment, journal: Journal) {
  let forced = false;
  const first = new Promise<false>((resolve) => {
    const requests = new StopRequests((count) => {
      if (count === 1) {
        journal.say('Stopping; once more forces it.');
        resolve(false);
      } else if (count === 2) {
        forced = true;
        journal.say('Forced.', 'warn');
        deployment.killProcesses();
      } else {
        // The guards end the processes that are left.
        process.exit(FORCED);
      }
    });
    requests.listen();
    if (isRunByNpm()) watchNpm(() => requests.arrive());
  });
  return { first, forced: () => forced };
}

// The deployment keeps running when the reader closes the pipe (`npm start | head`).
process.stdout.on('error', () => undefined);
process.stderr.on('error', () => undefined);

try {
  process.exitCode = await run();
} catch (error) {
  const sentence = error instanceof Error ? error.message : String(error);
  console.error(`Starling did not start. ${sentence}`);
  process.exitCode = FAILED;
}
process.exit();
