const base = require("./jest.config.js");

/** @type {import("jest").Config} */
module.exports = {
  ...base,
  testMatch: ["<rootDir>/test/mutation/rooms.js"],
  // From here: the runner looks it up itself, and knows no "<rootDir>".
  testEnvironment: "./test/mutation/environment.js",
  // What a change makes wait for ever is noticed by one test.
  testTimeout: 20_000,
};
