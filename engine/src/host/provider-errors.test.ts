import { Metadata, status, type ServiceError } from "@grpc/grpc-js";
import { providerError } from "./provider-errors";

function messageOf(details: string, metadata = new Metadata()): string {
  const error: ServiceError = Object.assign(new Error(details), { code: status.UNKNOWN, details, metadata });
  return providerError(error, "127.0.0.1:1").message;
}

test.each([
  [
    "a package that is not installed",
    "Cannot find module '@acme/thing/runtime'\nRequire stack: ...",
    "Cannot find module '@acme/thing/runtime': install @acme/thing in the program's folder, as a direct dependency, and run again; the state is kept.",
  ],
  [
    "a copy of the package without the handler",
    "Cannot read properties of undefined (reading 'configure')",
    "The state names a handler that the installed package does not have: another copy or version of the package wrote it. Install that version in the program's folder (`npm ls` lists all copies) and run again; the state is kept.",
  ],
  [
    "any other error",
    "Cannot read properties of undefined (reading 'id')",
    "Cannot read properties of undefined (reading 'id')",
  ],
  ["a file that is missing", "Cannot find module './own.js'", "Cannot find module './own.js'"],
])("says how to repair %s", (_what, details, message) => {
  expect(messageOf(details)).toBe(message);
});

test("ignores status details that are not encoded as the protocol says", () => {
  const metadata = new Metadata();
  metadata.add("grpc-status-details-bin", Buffer.from([0x0a, 0x02, 0x08, 0x01]));
  expect(messageOf("it failed", metadata)).toBe("it failed");
});
