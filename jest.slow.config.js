const base = require("./jest.config.js");

/** What takes longer than a change may wait for: `npm run test:slow`, run nightly. */
/** @type {import("jest").Config} */
module.exports = {
  ...base,
  testMatch: ["<rootDir>/test/**/*.slow.test.ts"],
  testPathIgnorePatterns: ["/node_modules/"],
};
