import * as pulumi from "@pulumi/pulumi";

let said = false;

/** Warns once per program when the token lies in the stack's configuration in clear. */
export function warnOfPlainToken(): void {
  if (said || new pulumi.Config("whatsapp").get("accessToken") === undefined) return;
  said = true;
  // The keys the engine marked as secret; the SDK reads the same variable and has no public function for it.
  const secretKeys: unknown = JSON.parse(process.env["PULUMI_CONFIG_SECRET_KEYS"] ?? "[]");
  if (Array.isArray(secretKeys) && secretKeys.includes("whatsapp:accessToken")) return;
  void pulumi.log.warn(
    "whatsapp:accessToken is stored in clear. Store it with `pulumi config set --secret whatsapp:accessToken`, or use WHATSAPP_ACCESS_TOKEN, and rotate the token.",
  );
}
