const { TestEnvironment } = require("jest-environment-node");

/** Ends a run with its first failure: what one test notices need not be shown to the others. */
module.exports = class extends TestEnvironment {
  failed = false;

  handleTestEvent(event) {
    if (event.name === "test_done" && event.test.errors.length > 0) this.failed = true;
    if (event.name === "test_start" && this.failed) event.test.mode = "skip";
  }
};
