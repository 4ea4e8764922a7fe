/** Names of the SDKs that Pulumi generates from the schema, and options for their code. */
export const languages = {
  // Not the name of this package, because `pulumi package add` would replace it.
  nodejs: { packageName: "pulumi-whatsapp-sdk", respectSchemaVersion: true },
  python: { packageName: "pulumi_whatsapp", pyproject: { enabled: true }, respectSchemaVersion: true },
  go: { importBasePath: "pulumi-whatsapp/sdk/go/whatsapp", respectSchemaVersion: true },
  csharp: { namespaces: { whatsapp: "WhatsApp" }, respectSchemaVersion: true },
  java: { buildFiles: "gradle" },
};
