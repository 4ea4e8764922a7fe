import { UserError } from "./user-error";
import { dropPrintedFailures } from "./diagnostics";

/** Formats an error as the SDK's runner prints it. */
function formatPrinted(error: Error): string {
  return `${String(error)}: ${error.stack ?? ""}\n`;
}

test("drops expected failures from the runner's output and keeps bugs", async () => {
  let text = "";
  const stream: Pick<NodeJS.WriteStream, "write"> = {
    write: (chunk: string | Uint8Array) => {
      text += String(chunk);
      return true;
    },
  };
  dropPrintedFailures(stream);
  const bug = new TypeError("x is not a function");
  await new Promise<void>((resolve) => {
    expect(stream.write(formatPrinted(new UserError("Could not.")), () => resolve())).toBe(true);
  });
  stream.write(formatPrinted(new UserError("Could not.")));
  stream.write(formatPrinted(bug));
  stream.write("of another provider\n");
  expect(text).toBe(`${formatPrinted(bug)}of another provider\n`);
});
