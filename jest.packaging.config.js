const base = require("./jest.config.js");

/** The packages as users install them: `npm run test:packaging` packs them, and installs them with what they need from the registry.
 * @type {import("jest").Config} */
module.exports = {
  ...base,
  testMatch: ["<rootDir>/test/packaging/*.test.ts"],
  testPathIgnorePatterns: ["/node_modules/", "\\.slow\\.test\\.ts$", "/supply-chain\\.test\\.ts$"],
};
