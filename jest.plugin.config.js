const base = require("./jest.config.js");

/**
 * The fault list, its properties and lifecycles with the provider behind the plugin's protocol: part of `npm run test:cli`. The programs and
 * values of the hostile files exist in TypeScript alone, because the protocol carries JSON. The other lifecycle tests are about the
 * TypeScript classes.
 * @type {import("jest").Config}
 */
module.exports = {
  ...base,
  setupFiles: ["<rootDir>/test/support/plugin-form.js"],
  testMatch: [
    "<rootDir>/test/{faults,fault-properties}/*.test.ts",
    "<rootDir>/test/lifecycle/{lifecycle,replacements}.test.ts",
  ],
  testPathIgnorePatterns: ["/node_modules/", "\\.slow\\.test\\.ts$", "/hostile-(input|programs)\\.test\\.ts$"],
};
