const base = require("./jest.config.js");

/** Clients that others wrote, against the simulator: `npm run test:clients` installs them in tools/clients.
 * @type {import("jest").Config} */
module.exports = {
  ...base,
  testMatch: ["<rootDir>/test/clients/*.test.ts"],
  testPathIgnorePatterns: ["/node_modules/"],
  modulePaths: ["<rootDir>/tools/clients/node_modules"],
};
