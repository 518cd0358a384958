module.exports = require('../../.eslint-budgets.js')(__dirname, {
  // Never bundled: its files stay beside each other.
  'no-restricted-syntax': 'off',
});
