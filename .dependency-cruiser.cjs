/** No cycles between files or between folders of a package (CONTRIBUTING.md, "Layering"). */
module.exports = {
  forbidden: [
    { name: "no-file-cycles", severity: "error", from: {}, to: { circular: true } },
    { name: "no-folder-cycles", severity: "error", scope: "folder", from: {}, to: { circular: true } },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.base.json" },
    doNotFollow: { path: "node_modules" },
    exclude: { path: "(node_modules|/dist/|\\.test\\.ts$)" },
  },
};
