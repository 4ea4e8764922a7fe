const base = require("./jest.config.js");

/** Web pages in a real browser: `npm run test:browser` finds `chromium` on PATH.
 * @type {import("jest").Config} */
module.exports = {
  ...base,
  testMatch: ["<rootDir>/test/browser/*.test.ts"],
  testPathIgnorePatterns: ["/node_modules/"],
};
