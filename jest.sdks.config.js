const base = require("./jest.config.js");

/** SDKs that Pulumi's generators write from the plugin's schema: `npm run test:sdks` provides the generators, Go and Python.
 * @type {import("jest").Config} */
module.exports = {
  ...base,
  testMatch: ["<rootDir>/test/sdks/*.test.ts"],
  testPathIgnorePatterns: ["/node_modules/"],
};
