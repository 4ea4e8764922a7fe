import { printedFailure } from "./user-error";

type Write = NodeJS.WriteStream["write"];

/**
 * Drops the line that the SDK's runner prints of an expected failure: engines show it under the stack, where it explains nothing,
 * beside the error of the resource. Everything else passes: bugs keep their stack, and so does what other providers in this
 * process print.
 */
export function dropPrintedFailures(stream: Pick<NodeJS.WriteStream, "write">): void {
  const write: Write = stream.write.bind(stream);
  stream.write = (chunk: string | Uint8Array, ...rest: readonly unknown[]): boolean => {
    if (chunk !== `${printedFailure}\n`) return Reflect.apply(write, stream, [chunk, ...rest]) === true;
    const written = rest.at(-1);
    if (typeof written === "function") process.nextTick(written);
    return true;
  };
}
