import { fileURLToPath } from 'node:url';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** What ships or runs for somebody: here assertions, default exports and comments to the compiler are banned. */
const PRODUCTION = ['{shared,functions,web,cdk,local,cli,generator,demonstration,bench}/**/*.{ts,tsx}'];
const TESTS = ['test/**/*.{ts,tsx}'];

const NO_DEFAULT_EXPORT = {
  selector: 'ExportDefaultDeclaration',
  message: 'Named exports only: a name that is the same everywhere can be searched for.',
};
const NO_ENUM = { selector: 'TSEnumDeclaration', message: 'A union of literals needs no code.' };
const NO_CLOCK = [
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: 'The clock is a parameter; only shared/runtime/system-clock.ts reads it.',
  },
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: 'The clock is a parameter; performance.now() measures durations.',
  },
];

export default defineConfig(
  {
    ignores: ['node_modules/', 'cdk.out/', 'dist/', 'coverage/', '.gouji/', 'screenshots/', 'web/generated/'],
  },
  { linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'off' } },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: fileURLToPath(new URL('.', import.meta.url)) },
    },
    rules: {
      'no-restricted-syntax': ['error', NO_ENUM],
      eqeqeq: 'error',
      'no-param-reassign': 'error',
      'object-shorthand': 'error',
      'prefer-const': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/consistent-type-exports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      // Counts and years are printed all the time; objects, unions with undefined and booleans stay errors.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // `for (;;)` and `while (true)` say what they are.
      '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: true }],
      // Index access with a name that is not an identifier, as noPropertyAccessFromIndexSignature demands it.
      '@typescript-eslint/dot-notation': ['error', { allowIndexSignaturePropertyAccess: true }],
    },
  },
  {
    files: PRODUCTION,
    rules: {
      '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'never' }],
      '@typescript-eslint/ban-ts-comment': [
        'error',
        { 'ts-expect-error': true, 'ts-ignore': true, 'ts-nocheck': true },
      ],
      'no-restricted-syntax': ['error', NO_ENUM, NO_DEFAULT_EXPORT, ...NO_CLOCK],
    },
  },
  {
    // Reading the clock is this file's whole purpose. Tools measure and stamp their own runs.
    files: ['shared/runtime/system-clock.ts', 'bench/**/*.ts', 'web/client/**/*.{ts,tsx}'],
    rules: { 'no-restricted-syntax': ['error', NO_ENUM, NO_DEFAULT_EXPORT] },
  },
  {
    // What Lambda runs logs through the logger, or its lines carry no correlation.
    files: ['{shared,functions,web}/**/*.{ts,tsx}'],
    ignores: ['web/client/**', 'web/build.ts'],
    rules: { 'no-console': 'error' },
  },
  {
    files: ['shared/domain/**/*.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        ...['Date', 'process', 'fetch', 'console', 'crypto', 'globalThis', 'global', 'setTimeout'].map(
          (name) => ({ name, message: 'The domain is pure: give it what it needs as a parameter.' }),
        ),
      ],
      'no-restricted-imports': [
        'error',
        { patterns: [{ group: ['node:*'], message: 'The domain runs in the browser too.' }] },
      ],
    },
  },
  {
    // Loops over the flat cells state their bounds; a default for a cell that can't be absent would hide a fault.
    files: ['shared/domain/**/*.ts'],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off' },
  },
  {
    // The one module of the domain that computes with days.
    files: ['shared/domain/basics/calendar.ts'],
    rules: {
      'no-restricted-globals': ['error', 'process', 'fetch', 'console', 'crypto', 'globalThis', 'global'],
    },
  },
  {
    // Marked so that it is seen: here it is for a provider on this machine alone.
    files: ['shared/adapters/sign-in/openid-client.ts'],
    rules: {
      '@typescript-eslint/no-deprecated': [
        'error',
        { allow: [{ from: 'package', name: 'allowInsecureRequests', package: 'openid-client' }] },
      ],
    },
  },
  {
    files: TESTS,
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
    },
  },
  { files: ['*.ts'], rules: { '@typescript-eslint/consistent-type-assertions': 'off' } },
);
