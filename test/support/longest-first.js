const { default: Sequencer } = require("@jest/test-sequencer");

/** Test files of a minute and more, the longest first. Jest would begin with the largest files, and wait for these at the end. */
const long = [
  "fault-properties/fault-properties",
  "engine-properties/engine-properties",
  "packaging/packaging",
  "recordings/replay.test",
  "faults/killed",
  "ads/blue-green",
  "cli/existing-account",
  "lifecycle/",
];
const rank = ({ path }) => {
  const found = long.findIndex((part) => path.includes(`/test/${part}`));
  return found === -1 ? long.length : found;
};

module.exports = class extends Sequencer {
  async sort(tests) {
    return (await super.sort(tests)).sort((a, b) => rank(a) - rank(b));
  }
};
