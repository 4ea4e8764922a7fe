const base = require("./jest.config.js");

/** What runs in this process against the rooms' sources: unit tests, the runtime's tests and the rows of the fault list. */
/** @type {import("jest").Config} */
module.exports = {
  ...base,
  testMatch: ["<rootDir>/provider/src/**/*.test.ts", "<rootDir>/test/{runtime,faults}/**/*.test.ts"],
  testPathIgnorePatterns: ["/node_modules/", "/processes\\.test\\.ts$", "/cli/"],
};
