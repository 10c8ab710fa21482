import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { describeMigrationTrouble, pendingMigrations } from '@starling/storage';
import { type Journal } from './log/journal.js';
import { StartError } from './failure/start-error.js';

export interface MigrationRun {
  root: string;
  databaseUrl: string;
  env: Readonly<Record<string, string>>;
}

/** Applies pending migrations and returns a summary. The CLI takes two seconds, so it runs only if needed. */
export async function migrate(run: MigrationRun, journal: Journal): Promise<string> {
  const state = await pendingMigrations(run.databaseUrl);
  const trouble = describeMigrationTrouble(state);
  if (trouble !== undefined) throw new StartError(trouble);
  const { pending } = state;
  if (pending.length === 0) return 'up to date';
  const { ok, lines } = await deploy(run);
  for (const line of lines) journal.record('migrations', line, ok ? 'debug' : 'error');
  if (ok) return `${pending.length} applied`;
  const reason = lines.find((line) => /^(Error:|P\d{4})/.test(line)) ?? lines.at(-1);
  throw new StartError(`The migrations failed (${reason}); the details are in ${journal.path}.`);
}

function deploy({ root, env, databaseUrl }: MigrationRun) {
  return new Promise<{ ok: boolean; lines: string[] }>((resolve) => {
    const cli = join(root, 'tools', 'bin', 'prisma.mjs');
    const child = spawn(process.execPath, [cli, 'migrate', 'deploy'], {
      cwd: root,
      env: { ...env, DATABASE_URL: databaseUrl },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    child.stdout.on('data', (bytes: Buffer) => (output += bytes.toString()));
    child.stderr.on('data', (bytes: Buffer) => (output += bytes.toString()));
    child.once('error', (error) => resolve({ ok: false, lines: [error.message] }));
    child.once('close', (code) => {
      resolve({ ok: code === 0, lines: output.split('\n').filter((line) => line.trim() !== '') });
    });
  });
}
