import { Server, ServerCredentials } from "@grpc/grpc-js";
import { ConfigureResponse } from "@pulumi/pulumi/proto/provider_pb";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { ProviderClient } from "./provider-client";

async function providerOn(port: number): Promise<{ readonly port: number; readonly die: () => void }> {
  const server = new Server();
  server.addService(ResourceProviderService, {
    configure: (_call: object, done: (error: null, response: ConfigureResponse) => void) =>
      done(null, new ConfigureResponse()),
  });
  const bound = await new Promise<number>((resolve, reject) => {
    server.bindAsync(`127.0.0.1:${String(port)}`, ServerCredentials.createInsecure(), (error, found) =>
      error === null ? resolve(found) : reject(error),
    );
  });
  return { port: bound, die: () => server.forceShutdown() };
}

test("connects to a new provider on the port of a dead one", async () => {
  const first = await providerOn(0);
  const widow = new ProviderClient(first.port);
  await widow.configure({});
  first.die();
  await expect(widow.configure({})).rejects.toThrow();
  const second = await providerOn(first.port);
  const client = new ProviderClient(second.port);
  await client.configure({});
  [widow, client].forEach((each) => each.close());
  second.die();
});
