import * as pulumi from "@pulumi/pulumi";
import * as whatsapp from "pulumi-whatsapp";

const config = new pulumi.Config();

interface Client {
  readonly wabaId: string;
  readonly greeting: string;
}

/** One provider, and so one process, for all clients. Each account is called with its own token. */
const provider = new whatsapp.Provider("clients", {
  accessTokens: config.requireSecretObject<Readonly<Record<string, string>>>("tokens"),
});

const clients = config.requireObject<Readonly<Record<string, Client>>>("clients");

export const sequenceIds = Object.fromEntries(
  Object.entries(clients).map(([name, { wabaId, greeting }]) => [
    name,
    new whatsapp.WelcomeMessageSequence(`${name}-greeting`, { wabaId, text: greeting }, { provider }).sequenceId,
  ]),
);
