/** A dynamic provider that does nothing, to measure the cost of engine and processes. */
let created = 0;
exports.provider = {
  check: async (_olds, inputs) => ({ inputs, failures: [] }),
  diff: async () => ({ changes: false }),
  create: async (inputs) => ({ id: `n-${++created}`, outs: inputs }),
  read: async (id, props) => ({ id, props }),
  update: async (_id, _olds, inputs) => ({ outs: inputs }),
  delete: async () => {},
};
