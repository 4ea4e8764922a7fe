import { join } from "node:path";
import ts from "typescript";

/** The source never converts money to floating point. money.test.ts tests its behaviour. */
const folders = ["schema/order", "orders"].map((folder) => join(__dirname, "../../provider/src", folder));

describe("in the source", () => {
  const files = folders
    .flatMap((folder) => ts.sys.readDirectory(folder, [".ts"]))
    .filter((file) => !file.endsWith(".test.ts"))
    // These handle terminal columns and error codes, no amounts.
    .filter((file) => !/\/(text-box|send-result)\.ts$/.test(file));
  const program = ts.createProgram(files, {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.CommonJS,
    strict: true,
    skipLibCheck: true,
    types: [],
  });
  const checker = program.getTypeChecker();
  const sources = program.getSourceFiles().filter(({ fileName }) => files.includes(fileName));

  const findNodes = (isFound: (node: ts.Node) => boolean): string[] => {
    const texts: string[] = [];
    const visit = (node: ts.Node, source: ts.SourceFile): void => {
      if (isFound(node)) texts.push(`${source.fileName.replace(/.*\//, "")}: ${node.getText(source)}`);
      ts.forEachChild(node, (child) => visit(child, source));
    };
    for (const source of sources) visit(source, source);
    return texts.sort();
  };

  test("nothing parses, rounds or formats a floating-point number", () => {
    const names = /^(parseFloat|parseInt|toFixed|toPrecision|toExponential|Math|Intl|toLocaleString)$/;
    expect(sources.length).toBeGreaterThan(15);
    expect(findNodes((node) => ts.isIdentifier(node) && names.test(node.text))).toEqual([
      // Time of the expiration check.
      "details.ts: Math",
      // The width of a preview.
      "preview.ts: Math",
      "preview.ts: Math",
      "preview.ts: Math",
    ]);
  });

  test("arithmetic on numbers only counts seconds and lines", () => {
    const signs = new Set(["+", "-", "*", "/", "%", "**", "+=", "-=", "*=", "/=", "%=", "**="]);
    const isNumber = (node: ts.Node): boolean =>
      (checker.getTypeAtLocation(node).flags & (ts.TypeFlags.NumberLike | ts.TypeFlags.Any)) !== 0;
    const arithmetic = findNodes(
      (node) => ts.isBinaryExpression(node) && signs.has(node.operatorToken.getText()) && isNumber(node),
    );
    expect(arithmetic).toEqual([
      "details.ts: Number(timestamp) - Math.floor(nowMs / 1000)",
      "details.ts: nowMs / 1000",
      "omit-nullish.ts: level + 1",
      "omit-nullish.ts: level + 1",
      "preview.ts: Number(order.expiration.timestamp) * 1000",
      "preview.ts: seconds * 1000",
      "totals.ts: lines.length - shownLines",
    ]);
  });

  test("a bigint becomes a number only after a range check", () => {
    const calls = findNodes((node) => ts.isCallExpression(node) && node.expression.getText() === "Number");
    expect(calls).toEqual([
      "details.ts: Number(timestamp)",
      // Quantity of an item, at most 2^53 - 1.
      "fields.ts: Number(value)",
      // `wireNumber`, after the comparison.
      "money.ts: Number(amount)",
      "preview.ts: Number(order.expiration.timestamp)",
      "preview.ts: Number(timestamp)",
    ]);
  });
});
