module.exports = require('../../.eslint-budgets.js')(__dirname);
