const { TestEnvironment } = require("jest-environment-node");

/** Skips the remaining tests after the first failure: one failure kills a mutant. */
module.exports = class extends TestEnvironment {
  failed = false;

  handleTestEvent(event) {
    if (event.name === "test_done" && event.test.errors.length > 0) this.failed = true;
    if (event.name === "test_start" && this.failed) event.test.mode = "skip";
  }
};
