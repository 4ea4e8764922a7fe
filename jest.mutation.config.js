const base = require("./jest.config.js");

/** @type {import("jest").Config} */
module.exports = {
  ...base,
  testMatch: ["<rootDir>/test/mutation/all-tests.js"],
  // Relative, because Stryker resolves it and does not replace "<rootDir>".
  testEnvironment: "./test/mutation/environment.js",
  // A mutant that makes a test wait forever is found by one test.
  testTimeout: 20_000,
};
