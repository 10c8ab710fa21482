import js from '@eslint/js';
import tseslint from 'typescript-eslint';

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
    files: ['apps/**/*.ts', 'libs/**/*.ts', 'tools/src/**/*.ts', 'e2e/**/*.ts'],
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
