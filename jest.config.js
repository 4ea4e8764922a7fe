/** @type {import("jest").Config} */
module.exports = {
  testEnvironment: "node",
  testMatch: [
    "<rootDir>/{provider,simulator,engine,policy-pack}/src/**/*.test.ts",
    "<rootDir>/{examples,test}/**/*.test.ts",
  ],
  setupFilesAfterEnv: ["<rootDir>/test/support/leak-detector.ts"],
  transform: {
    "\\.ts$": [
      "@swc/jest",
      { jsc: { target: "es2022", parser: { syntax: "typescript" } }, module: { type: "commonjs" } },
    ],
  },
  testSequencer: "<rootDir>/test/support/longest-first.js",
  testTimeout: 400_000,
  modulePathIgnorePatterns: ["<rootDir>/.stryker-tmp/"],
  maxWorkers: 2,
};
