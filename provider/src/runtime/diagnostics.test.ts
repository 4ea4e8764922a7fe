import { UserError } from "./user-error";
import { dropPrintedFailures } from "./diagnostics";

/** What the SDK's runner prints of an error. */
function printed(error: Error): string {
  return `${String(error)}: ${error.stack ?? ""}\n`;
}

test("of what the runner prints only expected failures are dropped: bugs keep their stack", async () => {
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
    expect(stream.write(printed(new UserError("Could not.")), () => resolve())).toBe(true);
  });
  stream.write(printed(new UserError("Could not.")));
  stream.write(printed(bug));
  stream.write("of another provider\n");
  expect(text).toBe(`${printed(bug)}of another provider\n`);
});
