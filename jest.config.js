/** @type {import("jest").Config} */
module.exports = {
  testEnvironment: "node",
  testMatch: [
    "<rootDir>/{provider,simulator,engine,policy-pack}/src/**/*.test.ts",
    "<rootDir>/{examples,test}/**/*.test.ts",
  ],
  // Long random runs are nightly (jest.slow.config.js); tests on Pulumi's CLI have jest.cli.config.js.
  testPathIgnorePatterns: ["/node_modules/", "\\.slow\\.test\\.ts$", "<rootDir>/test/real-cli/"],
  setupFiles: ["<rootDir>/test/support/platform-date.ts"],
  setupFilesAfterEnv: ["<rootDir>/test/support/leak-detector.ts"],
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
  modulePathIgnorePatterns: ["<rootDir>/.stryker-tmp/"],
  maxWorkers: 2,
};
