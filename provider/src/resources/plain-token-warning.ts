import * as pulumi from "@pulumi/pulumi";

let said = false;

/** Warns once per program when the token lies in the stack's configuration in clear. */
export function warnOfPlainToken(): void {
  if (said || new pulumi.Config("whatsapp").get("accessToken") === undefined) return;
  said = true;
  // The SDK exports it but leaves it out of its types; without it nothing is known, and nothing is said.
  const isConfigSecret: unknown = Reflect.get(pulumi.runtime, "isConfigSecret");
  if (
    typeof isConfigSecret !== "function" ||
    Reflect.apply(isConfigSecret, undefined, ["whatsapp:accessToken"]) === true
  )
    return;
  void pulumi.log.warn(
    "whatsapp:accessToken is stored in clear. Store it with `pulumi config set --secret whatsapp:accessToken`, or use WHATSAPP_ACCESS_TOKEN, and rotate the token.",
  );
}
