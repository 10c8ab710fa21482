import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/*
 * Lays out the files of the images, one folder for each image. The Dockerfile calls it twice:
 *
 *   node docker/lay-out.mjs manifests OUT   before the install: the manifests for npm
 *   node docker/lay-out.mjs built OUT       after the build: the files for Node
 *
 * `npm ci --omit=dev --workspace=X` is not enough: npm decides for the whole workspace which packages are "dev", so every
 * image would get packages that only the tools need (embedded Postgres, the Prisma CLI, TypeScript: 300 MB). With the
 * manifests of the rooms of one image, the same lock file installs exactly their packages.
 */
const root = fileURLToPath(new URL('..', import.meta.url));

const IMAGES = {
  'api-gateway': { room: 'apps/api-gateway', files: ['apps/api-gateway/page'] },
  'session-worker': { room: 'apps/session-worker' },
  'ws-fanout': { room: 'apps/ws-fanout' },
  'delivery-worker': { room: 'apps/delivery-worker' },
  migrate: {
    room: 'tools',
    // The CLI is a tool of the whole workspace, so the manifest of the root has its version.
    rootPackages: ['prisma'],
    files: ['tools/bin', 'prisma', 'prisma.config.ts'],
  },
};

const readManifest = (room) => JSON.parse(readFileSync(join(root, room, 'package.json'), 'utf8'));

function findRooms() {
  const { workspaces } = readManifest('.');
  const folders = workspaces.flatMap((pattern) =>
    pattern.endsWith('/*') ? subfolders(dirname(pattern)) : [pattern],
  );
  return folders.filter((room) => readdirSync(join(root, room)).includes('package.json'));
}

function subfolders(parent) {
  return readdirSync(join(root, parent), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => `${parent}/${entry.name}`);
}

/** The room itself and every room that it needs to run, without those that only its tests need. */
function roomsOf(first, rooms) {
  const roomByName = new Map(rooms.map((room) => [readManifest(room).name, room]));
  const found = new Set();
  const add = (room) => {
    if (room === undefined || found.has(room)) return;
    found.add(room);
    for (const name of Object.keys(readManifest(room).dependencies ?? {})) {
      add(roomByName.get(name));
    }
  };
  add(first);
  return [...found];
}

function writeManifest(folder, manifest) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}

/** The optional dependencies are Node and embedded servers: an image has its own Node and needs no servers. */
function forProduction({ devDependencies: _dev, optionalDependencies: _optional, ...manifest }) {
  return manifest;
}

/** Folders of test code. The walls (`dependency-cruiser.config.mjs`) keep the product from importing them. */
const TEST_FOLDERS = ['bench', 'conformance', 'fixtures', 'testing'];

function isShipped(source) {
  const name = basename(source);
  if (TEST_FOLDERS.includes(name) || /\.spec\.[^.]+(\.map)?$/.test(name)) return false;
  return !name.endsWith('.d.ts') && name !== '.tsbuildinfo';
}

function copyInto(out, path) {
  cpSync(join(root, path), join(out, path), { recursive: true, filter: isShipped });
}

function layOutManifests(out) {
  const rooms = findRooms();
  const workspace = join(out, 'workspace');
  for (const room of ['.', ...rooms]) writeManifest(join(workspace, room), readManifest(room));
  for (const name of ['package-lock.json', '.npmrc']) copyInto(workspace, name);

  for (const [image, { room, rootPackages = [] }] of Object.entries(IMAGES)) {
    const folder = join(out, image);
    const needed = roomsOf(room, rooms);
    for (const each of needed) writeManifest(join(folder, each), forProduction(readManifest(each)));
    const all = readManifest('.');
    const dependencies = Object.fromEntries(
      rootPackages.map((name) => [name, all.devDependencies[name]]),
    );
    writeManifest(folder, { ...forProduction(all), dependencies, workspaces: needed });
    for (const name of ['package-lock.json', '.npmrc']) copyInto(folder, name);
  }
}

function layOutBuilt(out) {
  const rooms = findRooms();
  for (const [image, { room, files = [] }] of Object.entries(IMAGES)) {
    const built = roomsOf(room, rooms).map((each) => `${each}/dist`);
    for (const path of [...built, ...files]) copyInto(join(out, image), path);
  }
}

const [what, out] = process.argv.slice(2);
if (what === 'manifests') layOutManifests(out);
else if (what === 'built') layOutBuilt(out);
else throw new Error('usage: lay-out.mjs manifests|built OUT');
