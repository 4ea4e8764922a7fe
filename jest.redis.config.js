const base = require("./jest.config.js");

/** The webhook receiver on a real Redis server: `npm run test:redis` finds `redis-server` on PATH.
 * @type {import("jest").Config} */
module.exports = {
  ...base,
  testMatch: ["<rootDir>/test/redis/*.test.ts"],
  testPathIgnorePatterns: ["/node_modules/"],
};
