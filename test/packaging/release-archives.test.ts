import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as grpc from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { GetSchemaRequest, type GetSchemaResponse } from "@pulumi/pulumi/proto/provider_pb";
import * as tar from "tar";
import { manifestOf, root, run } from "./packed-packages";

const { version } = manifestOf("provider");
let dir: string;
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), "whatsapp-archives-"));
  await buildArchives("first");
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

function buildArchives(folder: string) {
  return run(process.execPath, ["scripts/release-archives.mjs", "--out-dir", join(dir, folder)], { cwd: root });
}
function pathOf(platform: string): string {
  return join(dir, "first", `pulumi-resource-whatsapp-v${version}-${platform}.tar.gz`);
}
function digestsOf(folder: string): readonly (readonly [string, string])[] {
  return readdirSync(join(dir, folder)).map((file) => [
    file,
    createHash("sha256")
      .update(readFileSync(join(dir, folder, file)))
      .digest("hex"),
  ]);
}

async function listArchive(file: string): Promise<readonly (readonly [path: string, mode: string])[]> {
  const entries: (readonly [string, string])[] = [];
  await tar.list({ file, onReadEntry: ({ path, mode = 0 }) => entries.push([path, mode.toString(8)]) });
  return entries;
}

const content = [
  ["pulumi-resource-whatsapp", "755"],
  ["package.json", "644"],
  ["schema.json", "644"],
  ["dist/plugin.js", "644"],
  ["dist/plugin-licenses.txt", "644"],
  ["LICENSE", "644"],
] as const;

test("each platform of Pulumi's has an archive", () => {
  const expected = ["darwin", "linux", "windows"].flatMap((os) =>
    ["amd64", "arm64"].map((arch) => `pulumi-resource-whatsapp-v${version}-${os}-${arch}.tar.gz`),
  );
  expect(readdirSync(join(dir, "first")).sort()).toEqual(expected);
});

test("an archive has the executable at the top", async () => {
  expect(await listArchive(pathOf("linux-amd64"))).toEqual(content);
});

test("an archive for Windows also has the command file", async () => {
  expect(await listArchive(pathOf("windows-arm64"))).toEqual([...content, ["pulumi-resource-whatsapp.cmd", "644"]]);
});

test("the same sources give the same bytes", async () => {
  await buildArchives("second");
  expect(digestsOf("second")).toEqual(digestsOf("first"));
});

test("the unpacked executable serves its schema", async () => {
  const plugin = join(dir, "plugin");
  mkdirSync(plugin);
  await tar.extract({ file: pathOf("linux-amd64"), cwd: plugin });
  const child = spawn(join(plugin, "pulumi-resource-whatsapp"), { cwd: dir, stdio: ["ignore", "pipe", "inherit"] });
  try {
    const port = await new Promise<string>((resolve, reject) => {
      child.stdout.once("data", (data: Buffer) => resolve(data.toString().trim()));
      child.once("error", reject);
      child.once("exit", (code) => reject(new Error(`the plugin ended with ${String(code)}`)));
    });
    const client = new ResourceProviderClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure());
    const response = await new Promise<GetSchemaResponse>((resolve, reject) => {
      client.getSchema(new GetSchemaRequest(), (error: Error | null, answer: GetSchemaResponse) =>
        error === null ? resolve(answer) : reject(error),
      );
    });
    client.close();
    expect(JSON.parse(response.getSchema())).toMatchObject({ name: "whatsapp", version });
  } finally {
    child.kill("SIGTERM");
  }
});
