import { readFileSync } from "node:fs";
import { globalAgent } from "node:https";
import { join } from "node:path";

type CertificateName = "loopback" | "expired" | "other-host" | "graph-host";

export function certificatePath(name: CertificateName): string {
  return join(__dirname, `../faults/fixtures/${name}.crt.pem`);
}

/** TLS options of a server with one of the test certificates and their common key. */
export function tlsOptions(name: CertificateName) {
  return {
    key: readFileSync(join(__dirname, "../faults/fixtures/loopback.key.pem"), "utf8"),
    cert: readFileSync(certificatePath(name), "utf8"),
  };
}

/** Runs a task while https requests of this process trust that certificate and no other. */
export async function withTrust<T>(name: CertificateName, task: () => Promise<T>): Promise<T> {
  const { ca } = globalAgent.options;
  globalAgent.options.ca = tlsOptions(name).cert;
  try {
    return await task();
  } finally {
    globalAgent.options.ca = ca;
  }
}
