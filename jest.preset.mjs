import { fileURLToPath } from 'node:url';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** Native ESM, TypeScript through swc (decorator metadata included), and the libraries of the workspace from source. */
export const base = {
  extensionsToTreatAsEsm: ['.ts'],
  testEnvironment: 'node',
  // The specs use real servers, and machines may be busy: a test fails because of an assertion, not because of its time.
  testTimeout: 240_000,
  // `import` must stay out of this list: Jest would apply it to require() as well.
  testEnvironmentOptions: { customExportConditions: ['@starling/source', 'node', 'node-addons'] },
  resolver: here('./jest.resolver.cjs'),
  testMatch: ['<rootDir>/src/**/*.spec.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
          keepClassNames: true,
        },
        module: { type: 'es6' },
      },
    ],
  },
  transformIgnorePatterns: ['/node_modules/', '/dist/'],
  reporters: ['default', here('./jest.reporter.cjs')],
};

/** For projects whose tests need a real Postgres and Redis: TEST_DATABASE_URL and TEST_REDIS_URL are set. */
export const withServices = {
  ...base,
  globalSetup: here('./jest.services.mjs'),
  globalTeardown: here('./jest.services.teardown.mjs'),
};
