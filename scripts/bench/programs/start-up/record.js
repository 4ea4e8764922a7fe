const { writeFileSync } = require("node:fs");

/** Writes the loaded modules and the CPU time of this process to `<name>.json`. */
exports.record = (name) => {
  const { user, system } = process.cpuUsage();
  const usage = { modules: Object.keys(require.cache).length, cpuMs: (user + system) / 1000 };
  writeFileSync(`${__dirname}/${name}.json`, JSON.stringify(usage));
};
