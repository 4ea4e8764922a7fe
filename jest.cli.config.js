const base = require("./jest.config.js");

/** The tests on Pulumi's real CLI: `npm run test:cli` puts it first on PATH.
 * @type {import("jest").Config} */
module.exports = {
  ...base,
  testMatch: ["<rootDir>/test/real-cli/*.test.ts"],
  testPathIgnorePatterns: ["/node_modules/"],
  // Recorded scenarios run beside each other.
  maxConcurrency: 3,
};
