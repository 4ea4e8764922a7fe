import { stringify } from "yaml";
import { rings, type Shard } from "./shards";

export interface ManifestOptions {
  /** Git repository of the fleet. */
  readonly repo: string;
  readonly commit: string;
}

/** Formats a `Stack` resource of the Pulumi Kubernetes Operator for each shard. Apply one ring after the other. */
export function formatManifests(shards: readonly Shard[], options: ManifestOptions): string {
  return shards.map((shard) => stringify(createManifest(shard, options))).join("---\n");
}

function createManifest({ stack, ring }: Shard, { repo, commit }: ManifestOptions) {
  return {
    apiVersion: "pulumi.com/v1",
    kind: "Stack",
    metadata: { name: `fleet-${stack}`, labels: { ring } },
    spec: {
      stack,
      projectRepo: repo,
      commit,
      backend: "s3://our-pulumi-state",
      serviceAccountName: "pulumi",
      envRefs: {
        PULUMI_CONFIG_PASSPHRASE: createSecretRef("fleet", "passphrase"),
        // The tokens of this shard alone: an environment variable holds at most 128 KiB.
        WHATSAPP_ACCESS_TOKENS: createSecretRef("fleet-tokens", stack),
      },
      ...(ring === rings[0] ? {} : { prerequisites: [{ name: "fleet-canary" }] }),
      // A throttled account does not stop the others of its shard.
      updateTemplate: { spec: { continueOnError: true } },
      // The workspace is a pod, which costs memory while nothing is deployed.
      workspaceReclaimPolicy: "Delete",
      // Each retry of a throttled account lengthens its block.
      retryMaxBackoffDurationSeconds: 3600,
    },
  };
}

function createSecretRef(name: string, key: string) {
  return { type: "Secret", secret: { name, key } };
}
