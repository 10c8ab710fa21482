import {
  accessSync,
  constants,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { join } from 'node:path';
import { findExecutable } from '../process/find-executable.js';
import { type CommandOutcome, runCommand } from '../process/run-command.js';
import { describeTree, findUnpackedRedis, type RedisBinary, runs } from './unpacked-redis.js';

interface Unpacking {
  searchPath: string;
  cacheDirs: readonly string[];
  log: (line: string) => void;
}

/**
 * Downloads redis-server and the packages it misses from the Debian or Ubuntu archive and unpacks them, without root
 * and without installing. apt checks the signatures; the files go to a cache of this user. When two processes unpack
 * at the same time, the first rename wins and both use its files.
 */
export async function unpackRedis(unpacking: Unpacking): Promise<RedisBinary | undefined> {
  const aptGet = findExecutable('apt-get', unpacking.searchPath);
  const dpkg = findExecutable('dpkg', unpacking.searchPath);
  const cacheDir = unpacking.cacheDirs.find(makeWritable);
  if (!aptGet || !dpkg || cacheDir === undefined) return undefined;
  unpacking.log('unpacking Redis from the packages of this distribution');
  const work = mkdtempSync(join(cacheDir, 'unpacking-'));
  try {
    const packages = await downloadPackages(aptGet, work);
    if (!packages) return undefined;
    const tree = join(work, 'tree');
    mkdirSync(tree);
    for (const name of readdirSync(work).filter((file) => file.endsWith('.deb'))) {
      await runCommand({ file: dpkg, args: ['-x', join(work, name), tree] });
    }
    if (!(await runs(describeTree(tree)))) return undefined;
    return await moveInto(cacheDir, tree, packages.version);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function makeWritable(directory: string): boolean {
  try {
    mkdirSync(directory, { recursive: true });
    accessSync(directory, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

async function moveInto(cacheDir: string, tree: string, version: string) {
  const target = join(cacheDir, `redis-${version.replace(/[^\w.+~-]/g, '_')}`);
  try {
    renameSync(tree, target);
    return describeTree(target);
  } catch {
    return findUnpackedRedis(cacheDir);
  }
}

/**
 * Uses the package lists of the machine; when they are empty or outdated, downloads lists into `work` and uses those.
 */
async function downloadPackages(aptGet: string, work: string) {
  const apt = (...args: string[]): Promise<CommandOutcome> =>
    runCommand({ file: aptGet, args: ['-q', ...args] }, work);
  const withLists = await download(apt, []);
  if (withLists) return withLists;
  const own = [
    '-o',
    `Dir::State::Lists=${join(work, 'lists')}`,
    '-o',
    `Dir::Cache=${join(work, 'cache')}`,
  ];
  mkdirSync(join(work, 'lists', 'partial'), { recursive: true });
  mkdirSync(join(work, 'cache', 'archives', 'partial'), { recursive: true });
  // The user that apt downloads with cannot write below a private home directory.
  if (process.getuid?.() === 0) own.push('-o', 'APT::Sandbox::User=root');
  await apt(...own, 'update');
  return download(apt, own);
}

async function download(apt: (...args: string[]) => Promise<CommandOutcome>, options: string[]) {
  const plan = await apt(...options, 'install', '-s', '--no-install-recommends', 'redis-server');
  const wanted = [...plan.stdout.matchAll(/^Inst (\S+) .*?\((\S+)/gm)];
  const version = wanted.find(([, name]) => name === 'redis-server')?.[2];
  if (!plan.ok || version === undefined) return undefined;
  const names = wanted.map(([, name = '', exact]) => `${name}=${exact}`);
  const outcome = await apt(...options, 'download', ...names);
  return outcome.ok ? { version } : undefined;
}
