// The lint rules that every package shares: Backstage's own, and this project's budgets.
const factory = require('@backstage/cli/config/eslint-factory');

const budgets = {
  'max-lines': [
    'error',
    { max: 250, skipBlankLines: true, skipComments: true },
  ],
  'max-lines-per-function': [
    'error',
    { max: 60, skipBlankLines: true, skipComments: true, IIFEs: true },
  ],
  'max-params': ['error', 3],
  'max-depth': ['error', 3],
  complexity: ['error', 12],
  'no-empty': ['error', { allowEmptyCatch: false }],
  'no-console': 'error',
  // Files read from the top down: what a reader needs first comes first.
  '@typescript-eslint/no-use-before-define': [
    'error',
    { functions: false, variables: false, classes: false, typedefs: false },
  ],
};

/** ESLint configuration of the package in `dir`; `overrides` are its own rules. */
module.exports = (dir, overrides = {}) =>
  factory(dir, {
    ignorePatterns: ['**/*.generated.ts'],
    rules: { ...budgets, ...overrides },
    overrides: [
      {
        files: ['**/*.test.ts', '**/*.test.tsx', '**/testing/**'],
        rules: {
          'max-lines': [
            'error',
            { max: 400, skipBlankLines: true, skipComments: true },
          ],
          'max-lines-per-function': 'off',
        },
      },
    ],
  });
