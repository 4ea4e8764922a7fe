const { writeFileSync } = require("node:fs");

/** Writes `<name>.json`: the modules this process has loaded and its CPU time so far. */
exports.record = (name) => {
  const { user, system } = process.cpuUsage();
  const usage = { modules: Object.keys(require.cache).length, cpuMs: (user + system) / 1000 };
  writeFileSync(`${__dirname}/${name}.json`, JSON.stringify(usage));
};
