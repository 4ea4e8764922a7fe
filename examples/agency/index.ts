import * as pulumi from "@pulumi/pulumi";
import * as whatsapp from "pulumi-whatsapp";

const config = new pulumi.Config();

interface Client {
  readonly wabaId: string;
  readonly greeting: string;
}

/** Creates a client's greeting with its own provider and token: `pulumi config set --secret <client>Token`. */
function createGreeting(client: string, { wabaId, greeting }: Client): pulumi.Output<string> {
  const provider = new whatsapp.Provider(client, { accessToken: config.requireSecret(`${client}Token`), wabaId });
  return new whatsapp.WelcomeMessageSequence(`${client}-greeting`, { text: greeting }, { provider }).sequenceId;
}

const clients = config.requireObject<Readonly<Record<string, Client>>>("clients");

export const sequenceIds = Object.fromEntries(
  Object.entries(clients).map(([name, client]) => [name, createGreeting(name, client)]),
);
