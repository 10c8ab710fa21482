import js from '@eslint/js';
import tseslint from 'typescript-eslint';

const TYPED = ['apps/**/*.ts', 'libs/**/*.ts', 'tools/src/**/*.ts', 'e2e/**/*.ts'];
const TRIALS = [
  '**/*.spec.ts',
  '**/bench/**',
  '**/conformance/**',
  '**/testing/**',
  'libs/testing/**',
];
const ENVIRONMENT_READERS = ['**/*.config.ts', 'tools/bin/**', '**/*.config.mjs'];

export default tseslint.config(
  { ignores: ['**/dist/**', '**/generated/**', '**/test-results/**', '**/*.cjs', '.data/**'] },
  js.configs.recommended,
  ...tseslint.configs.recommended,
  {
    languageOptions: {
      globals: Object.fromEntries(
        ['process', 'console', 'URL', 'Buffer', 'fetch', 'performance', 'crypto', 'WebAssembly']
          .concat(['setTimeout', 'clearTimeout', 'setImmediate', 'setInterval', 'clearInterval'])
          .concat(['AbortSignal', 'AbortController'])
          .map((name) => [name, 'readonly']),
      ),
      // An injected class must stay a value import: its name is what Nest injects by.
      parserOptions: { emitDecoratorMetadata: true, experimentalDecorators: true },
    },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_' },
      ],
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false },
      ],
      'max-lines': ['warn', { max: 250, skipBlankLines: true, skipComments: true }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
    },
  },
  {
    files: TYPED,
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/no-unsafe-argument': 'error',
      '@typescript-eslint/no-unsafe-call': 'error',
      '@typescript-eslint/no-unsafe-member-access': 'error',
      '@typescript-eslint/no-unsafe-return': 'error',
      '@typescript-eslint/only-throw-error': ['error', { allowThrowingUnknown: true }],
      '@typescript-eslint/prefer-promise-reject-errors': ['error', { allowThrowingUnknown: true }],
    },
  },
  {
    files: TRIALS,
    rules: {
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/prefer-promise-reject-errors': 'off',
    },
  },
  {
    // `runInBackground` logs and counts failures; `void` would lose them.
    files: TYPED,
    ignores: TRIALS,
    rules: { '@typescript-eslint/no-floating-promises': ['error', { ignoreVoid: false }] },
  },
  {
    files: TYPED,
    ignores: ENVIRONMENT_READERS,
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: "MemberExpression[object.name='process'][property.name='env']",
          message: 'Read the environment in a *.config.ts file only, and pass typed values on.',
        },
      ],
    },
  },
  {
    files: ['apps/*/src/**/*.ts', 'libs/*/src/**/*.ts'],
    ignores: ['**/*.spec.ts'],
    rules: { 'no-console': 'error' },
  },
);
