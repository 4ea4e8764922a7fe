const { record } = require("./record");
record("provider");

exports.provider = { create: async () => ({ id: "1", outs: {} }) };
