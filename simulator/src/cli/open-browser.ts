import { spawn } from "node:child_process";

/** Opens a page in the browser of the desktop. Returns false if that is not possible, as on a server. */
export function openBrowser(url: string): Promise<boolean> {
  const [command, ...words] = openers[process.platform] ?? ["xdg-open"];
  return new Promise((resolve) => {
    const child = spawn(command, [...words, url], { stdio: "ignore", detached: true });
    child.once("error", () => resolve(false));
    child.once("exit", (code) => resolve(code === 0));
    // Some commands run until the browser ends.
    child.once("spawn", () => {
      child.unref();
      setTimeout(() => resolve(true), waitMs).unref();
    });
  });
}

/** Milliseconds after which a command that still runs counts as successful. */
const waitMs = 2_000;

const openers: Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>> = {
  darwin: ["open"],
  win32: ["rundll32", "url.dll,FileProtocolHandler"],
};
