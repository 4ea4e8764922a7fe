type EnvironmentVariables = Readonly<Record<string, string | undefined>>;

const loopbackHosts = ["127.0.0.1", "localhost"];

/**
 * Environment of a process that connects to this engine over gRPC. The SDK's channels use a proxy from the environment
 * even for loopback addresses, unless `no_grpc_proxy` (or, if that is empty, `no_proxy`) lists the host exactly. Proxy
 * settings for other hosts stay.
 */
export function bypassProxyOnLoopback(env: EnvironmentVariables): EnvironmentVariables {
  const current = env["no_grpc_proxy"] || env["no_proxy"];
  const hosts = (current ?? "").split(",").map((host) => host.trim());
  return { ...env, no_grpc_proxy: [...new Set([...loopbackHosts, ...hosts])].filter((host) => host !== "").join(",") };
}

/** Explains a failed connection. `peer` names the process that should listen at `address`. */
export function connectionFailure(peer: string, address: string): string {
  return (
    `Could not connect to ${peer} at ${address}: its process has ended, or something on this machine (a firewall, a ` +
    "sandbox) blocks connections to 127.0.0.1."
  );
}
