/* eslint-disable no-console -- checks what tests print */
import { containsToken, TokenLeaked } from "./leaks";

/**
 * Fails every test that prints a token, itself or through a process that shares its terminal. `TestAccount`, `TestProject`,
 * `EngineCommand` and `runCommand` check states, results and failures.
 */
const leaks: string[] = [];

// Jest's copy of `process` rebuilds this set at every access, and axios reads it for every request; Node caches it.
Object.defineProperty(process, "allowedNodeEnvironmentFlags", { value: process.allowedNodeEnvironmentFlags });

for (const [name, stream] of Object.entries({ stdout: process.stdout, stderr: process.stderr })) {
  const write = stream.write.bind(stream) as (...args: readonly unknown[]) => boolean;
  stream.write = (chunk: unknown, ...rest: readonly unknown[]) => {
    if (containsToken(chunk instanceof Uint8Array ? Buffer.from(chunk).toString("utf8") : String(chunk))) {
      leaks.push(name);
    }
    return write(chunk, ...rest);
  };
}

for (const method of ["log", "info", "warn", "error", "debug"] as const) {
  const print = console[method].bind(console);
  console[method] = (...args: readonly unknown[]) => {
    if (args.some((arg) => containsToken(String(arg)))) leaks.push(`console.${method}`);
    print(...args);
  };
}

afterEach(() => {
  const found = leaks.splice(0);
  if (found.length > 0) throw new TokenLeaked(`an access token was printed to ${found.join(", ")}`);
});
