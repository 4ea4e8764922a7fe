// By which API versions have ended: tests do not depend on the day they run.
process.env.WHATSAPP_PLATFORM_DATE ??= "2026-11-29";

/** @type {import("jest").Config} */
module.exports = {
  testEnvironment: "node",
  testMatch: [
    "<rootDir>/{provider,simulator,simulator/ui,engine,policy-pack,chat}/src/**/*.test.ts",
    "<rootDir>/{examples,test}/**/*.test.ts",
  ],
  // Long random runs are nightly (jest.slow.config.js). Tests that need more than this repository have a configuration of their
  // own: Pulumi's CLI, clients that others wrote, generated SDKs, packages from the registry, a Redis server, a browser.
  testPathIgnorePatterns: [
    "/node_modules/",
    "\\.slow\\.test\\.ts$",
    "<rootDir>/test/real-cli/",
    "<rootDir>/test/clients/",
    "<rootDir>/test/sdks/",
    "<rootDir>/test/packaging/(packaging|gitops|release-archives)\\.test\\.ts$",
    "<rootDir>/test/redis/",
    "<rootDir>/test/browser/",
  ],
  setupFilesAfterEnv: ["<rootDir>/test/support/leak-detector.ts", "<rootDir>/test/support/request-watch.ts"],
  // eld is an ES module without a CommonJS door: it is found by path and rewritten like our own code.
  moduleNameMapper: { "^eld/small$": "<rootDir>/node_modules/eld/src/entries/static.small.js" },
  transformIgnorePatterns: ["/node_modules/(?!eld/)"],
  transform: {
    "\\.ts$|/node_modules/eld/.*\\.js$": [
      "@swc/jest",
      { jsc: { target: "es2022", parser: { syntax: "typescript" } }, module: { type: "commonjs" } },
    ],
  },
  testSequencer: "<rootDir>/test/support/longest-first.js",
  testTimeout: 400_000,
  modulePathIgnorePatterns: ["<rootDir>/.stryker-tmp/", "<rootDir>/tools/(clients|sdks)/.venv/"],
  maxWorkers: 2,
};
