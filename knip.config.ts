import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type KnipConfig } from 'knip';

/** Operation handlers are found by their folder when a process starts, so no file imports them. */
function handlersOf(app: string): string[] {
  const folder = join(import.meta.dirname, 'apps', app, 'src');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .filter((file) => readFileSync(join(folder, file), 'utf8').includes('@Handles('))
    .map((file) => `src/${file}`);
}

const app = (name: string, ...entries: string[]) => ({
  entry: ['src/main.ts', 'src/**/*.spec.ts', ...handlersOf(name), ...entries],
  project: ['src/**/*.ts'],
});

const config: KnipConfig = {
  workspaces: {
    '.': { entry: ['*.mjs', '*.cjs'], project: ['*.{ts,mjs,cjs}'] },
    'apps/api-gateway': app('api-gateway'),
    'apps/delivery-worker': app('delivery-worker'),
    'apps/sandbox': app('sandbox', 'src/demo.ts'),
    'apps/session-worker': app('session-worker'),
    'apps/ws-fanout': app('ws-fanout'),
    'libs/*': { entry: ['src/**/*.spec.ts'], project: ['src/**/*.ts', '!src/generated/**'] },
    // The generated client imports a package that lies beside the Prisma CLI.
    'libs/storage': {
      entry: ['src/**/*.spec.ts'],
      project: ['src/**/*.ts', '!src/generated/**'],
      ignoreDependencies: ['@prisma/client'],
    },
    tools: {
      entry: [
        'bin/*.mjs',
        'src/*/main.ts',
        'src/**/*.spec.ts',
        // Benchmarks start these files as processes or load them into processes.
        'src/bench/**/*-{worker,server}.ts',
        'src/bench/{http/bare-fastify,webhooks/peers/bare-loop,fanout/subject/collect-on-signal}.ts',
      ],
      project: ['bin/*.mjs', 'src/**/*.ts'],
      ignoreDependencies: ['@prisma/engines'],
    },
    // End-to-end tests start these programs. Nx builds them first because package.json lists them.
    e2e: {
      entry: ['src/**/*.spec.ts'],
      project: ['src/**/*.ts'],
      ignoreDependencies: [
        /^@starling\/(api-gateway|delivery-worker|sandbox|session-worker|tools|ws-fanout)$/,
      ],
    },
  },
  // Declaration files of the compiler may need an exported type that no source imports.
  ignoreExportsUsedInFile: { interface: true, type: true },
  // ffmpeg is optional, and a spec uses mkfifo.
  ignoreBinaries: ['ffmpeg', 'mkfifo'],
  // The Jest set-up in the root starts services from it. Nx builds it first only for projects that list it.
  ignoreDependencies: ['@starling/embedded'],
};

export default config;
