type EnvironmentVariables = Readonly<Record<string, string | undefined>>;

const loopbackHosts = ["127.0.0.1", "localhost"];

/**
 * The environment of a process that speaks gRPC with this engine. The SDK's channels take a proxy from the environment,
 * for loopback addresses too, unless `no_grpc_proxy` (or `no_proxy`, when that is empty) lists the host exactly. Other
 * hosts keep what the user set.
 */
export function bypassProxyOnLoopback(env: EnvironmentVariables): EnvironmentVariables {
  const current = env["no_grpc_proxy"] || env["no_proxy"];
  const hosts = (current ?? "").split(",").map((host) => host.trim());
  return { ...env, no_grpc_proxy: [...new Set([...loopbackHosts, ...hosts])].filter((host) => host !== "").join(",") };
}

/** Explains a connection that was not made. `peer` is what listens at `address`. */
export function connectionFailure(peer: string, address: string): string {
  return (
    `Could not connect to ${peer} at ${address}: its process has ended, or something on this machine (a firewall, a ` +
    "sandbox) blocks connections to 127.0.0.1."
  );
}
