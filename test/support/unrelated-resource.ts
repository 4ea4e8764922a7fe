/**
 * Source of a class `Theirs`: a dynamic resource of another package. Its output `seen` contains the configuration that its provider
 * can read: our access token, and `lab:x` of the stack.
 */
export const unrelatedResource = `
    const theirs = {
      async configure({ config }) { this.configuration = ["whatsapp:accessToken", "lab:x"].map((key) => config.get(key)).join(); },
      async diff() { return { changes: false }; },
      async create() { return { id: "1", outs: { seen: this.configuration } }; },
    };
    class Theirs extends pulumi.dynamic.Resource { constructor(opts) { super(theirs, "theirs", { seen: undefined }, opts); } }`;
