/**
 * The walls: which room may import which other rooms, and which rooms may import an external package.
 * `tools/src/walls/walls.spec.ts` proves that each wall finds a forbidden import.
 */
const source = (...rooms) => `^(${rooms.join('|')})/src/`;

/** Room → the rooms that it may import. A room that is not listed may import no other room. */
const MAY_IMPORT = {
  'libs/contract': [],
  'libs/domain': ['libs/contract'],
  'libs/platform': ['libs/contract', 'libs/domain'],
  'libs/broker': ['libs/contract', 'libs/domain', 'libs/platform'],
  'libs/storage': ['libs/contract', 'libs/domain', 'libs/platform'],
  'libs/whatsapp': ['libs/contract', 'libs/domain', 'libs/platform'],
  'libs/whatsapp-sandbox': [],
  'libs/embedded': [],
  'libs/testing': ['libs/[^/]+'],
  'apps/api-gateway': ['libs/(contract|domain|platform|broker|storage)'],
  'apps/session-worker': ['libs/(contract|domain|platform|broker|storage|whatsapp)'],
  'apps/ws-fanout': ['libs/(contract|domain|platform|broker|storage)'],
  'apps/delivery-worker': ['libs/(contract|domain|platform|broker|storage)'],
  'apps/sandbox': ['libs/(contract|platform|whatsapp-sandbox)'],
  tools: ['libs/[^/]+'],
  e2e: ['libs/[^/]+'],
};

/** External package → the only rooms that may import it, apart from specs. */
const OWNED = {
  '@whiskeysockets/baileys': ['libs/whatsapp', 'libs/whatsapp-sandbox'],
  libsignal: ['libs/whatsapp', 'libs/whatsapp-sandbox'],
  '@prisma': ['libs/storage'],
  pg: ['libs/storage', 'libs/embedded', 'tools'],
  ioredis: ['libs/broker'],
  // BullMQ and an undici loop are the peers of the benchmark of webhooks (tools/src/bench/webhooks).
  bullmq: ['libs/broker', 'tools'],
  'rate-limiter-flexible': ['libs/broker'],
  undici: ['libs/platform', 'libs/testing', 'tools'],
  'prom-client': ['libs/platform'],
  pino: ['libs/platform', 'libs/whatsapp-sandbox'],
};

const packagePath = (name) => `(^|/)node_modules/${name.replace('.', '\\.')}(/|$)`;
const ANY_ROOM = source('(?:apps|libs)/[^/]+', 'tools', 'e2e');
/** Specs and what only they use. It may import any room, and no image contains it (`docker/lay-out.mjs`). */
const TEST_CODE = ['\\.spec\\.ts$', '/(bench|conformance|fixtures|testing)/'];

const roomWalls = Object.entries(MAY_IMPORT).map(([room, allowed]) => ({
  name: `room:${room}`,
  severity: 'error',
  comment: `${room} may import only: ${allowed.join(', ') || 'no other room'}.`,
  from: { path: source(room), pathNot: TEST_CODE },
  to: { path: ANY_ROOM, pathNot: source(room, ...allowed) },
}));

const ownedPackages = Object.entries(OWNED).map(([name, owners]) => ({
  name: `package:${name}`,
  severity: 'error',
  comment: `Only ${owners.join(' and ')} may import ${name}.`,
  from: { path: ANY_ROOM, pathNot: [source(...owners), ...TEST_CODE] },
  to: { path: packagePath(name) },
}));

export default {
  forbidden: [
    ...roomWalls,
    ...ownedPackages,
    {
      name: 'baileys-behind-the-port',
      severity: 'error',
      comment:
        'Only libs/whatsapp/src/baileys knows Baileys: a second engine is a second folder beside it.',
      from: {
        path: source('libs/whatsapp'),
        pathNot: ['^libs/whatsapp/src/baileys/', ...TEST_CODE],
      },
      to: { path: [packagePath('@whiskeysockets/baileys'), packagePath('libsignal')] },
    },
    {
      name: 'one-way-into-an-engine',
      severity: 'error',
      comment:
        'The port does not know its engines, and the library exports nothing of an engine but its start.',
      from: {
        path: source('libs/whatsapp'),
        pathNot: ['^libs/whatsapp/src/baileys/', ...TEST_CODE],
      },
      to: {
        path: '^libs/whatsapp/src/baileys/',
        pathNot: '^libs/whatsapp/src/baileys/engine\\.ts$',
      },
    },
    {
      name: 'contract-imports-zod-alone',
      severity: 'error',
      from: { path: source('libs/contract'), pathNot: TEST_CODE },
      to: { pathNot: [source('libs/contract'), packagePath('zod')] },
    },
    {
      name: 'domain-does-no-io',
      severity: 'error',
      comment: 'Decisions are pure: they import no Node module and no framework.',
      from: { path: source('libs/domain'), pathNot: TEST_CODE },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'tests-stay-out-of-the-product',
      severity: 'error',
      comment: 'No image contains specs, benchmarks and test helpers.',
      from: {
        path: source('apps/[^/]+', 'libs/[^/]+'),
        pathNot: TEST_CODE,
      },
      to: { path: TEST_CODE },
    },
    {
      name: 'scopes-are-made-by-authentication',
      severity: 'error',
      comment: 'Only the authentication of a request may make a tenant scope.',
      from: { pathNot: ['^libs/storage/src/', '^apps/api-gateway/src/auth/', ...TEST_CODE] },
      to: { path: '^libs/storage/src/tenant-scopes\\.ts$' },
    },
    {
      name: 'apps-never-import-apps',
      severity: 'error',
      from: { path: '^apps/([^/]+)/src/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'benches-share-the-harness-alone',
      severity: 'error',
      comment:
        'A benchmark imports from its own folder and from the harness; the harness imports no benchmark.',
      from: { path: '^tools/src/bench/([^/]+)/' },
      to: { path: '^tools/src/bench/', pathNot: '^tools/src/bench/($1|harness)/' },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'through-the-package-name',
      severity: 'error',
      comment:
        'A library is imported by its package name, never by the path of a file in another room.',
      from: { path: '^((?:apps|libs)/[^/]+|tools|e2e)/src/' },
      to: {
        path: ANY_ROOM,
        pathNot: '^$1/',
        dependencyTypes: ['local'],
        dependencyTypesNot: ['aliased-workspace'],
      },
    },
    {
      name: 'listed-in-package-json',
      severity: 'error',
      comment:
        'Every imported package is listed in the package.json of the room, from which Nx draws its graph.',
      from: { path: ANY_ROOM },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'unknown', 'undetermined'] },
    },
  ],
  options: {
    doNotFollow: { path: ['node_modules'] },
    // Anchored to the rooms: an unanchored /dist/ would also hide most external packages.
    exclude: { path: ['^(?:(?:apps|libs)/[^/]+|tools|e2e)/(?:dist|test-results|src/generated)/'] },
    tsPreCompilationDeps: true,
    // The package.json of the root lists the test tools of all rooms.
    combinedDependencies: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['@starling/source', 'import', 'node', 'default'],
      extensions: ['.ts', '.js', '.mjs', '.json'],
    },
  },
};
