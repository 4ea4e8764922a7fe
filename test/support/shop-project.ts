import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { StartNode } from "../../engine/dist/host/processes";
import { TestProject } from "./project";

export interface PluginCall {
  readonly method: string;
  readonly urn?: string;
  readonly id?: string;
  readonly preview?: boolean;
  readonly news?: Readonly<Record<string, unknown>>;
  readonly args?: Readonly<Record<string, unknown>>;
  readonly properties?: Readonly<Record<string, unknown>>;
}

const head = `
  class Thing extends pulumi.CustomResource {
    constructor(name, args, opts) {
      super("shop:index:Thing", name, { serial: undefined, revision: undefined, ...args }, opts);
    }
  }
  class Shop extends pulumi.ProviderResource {
    constructor(name, args, opts) { super("shop", name, args, opts); }
  }
`;

/** A project whose Pulumi.yaml names the plugin of package `shop` (`shop-plugin.js`). */
export class ShopProject extends TestProject {
  readonly pluginDir = join(this.dir, "plugin");

  constructor(startNode: StartNode) {
    super({}, startNode);
    this.settings("packages: { shop: ./plugin }");
    mkdirSync(this.pluginDir);
    this.executable(`require(${JSON.stringify(join(__dirname, "shop-plugin.js"))}).serve(__dirname);`);
  }

  /** Replaces Pulumi.yaml, with `lines` at its end. */
  settings(lines: string): void {
    this.write("Pulumi.yaml", `name: shop\nruntime: { name: nodejs, options: { typescript: false } }\n${lines}\n`);
  }

  /** Replaces the plugin's executable. */
  executable(source: string): void {
    this.write("plugin/pulumi-resource-shop", `#!${process.execPath}\n${source}\n`);
    chmodSync(join(this.pluginDir, "pulumi-resource-shop"), 0o755);
  }

  /** The program; `Thing` and `Shop` (its provider) are in scope too. */
  override program(text: string): void {
    super.program(head + text);
  }

  write(name: string, text: string): void {
    writeFileSync(join(this.dir, name), text);
  }

  /** Objects of the shop by id. */
  objects(): Readonly<Record<string, Readonly<Record<string, unknown>>>> {
    return JSON.parse(readFileSync(join(this.pluginDir, "objects.json"), "utf8")) as ReturnType<ShopProject["objects"]>;
  }

  setObjects(objects: ReturnType<ShopProject["objects"]>): void {
    this.write("plugin/objects.json", JSON.stringify(objects));
  }

  /** Calls since the last time, without handshakes and cancellations. */
  takeCalls(): readonly PluginCall[] {
    const file = join(this.pluginDir, "calls.jsonl");
    const lines = existsSync(file) ? readFileSync(file, "utf8").trimEnd().split("\n") : [];
    rmSync(file, { force: true });
    const calls = lines.map((line) => JSON.parse(line) as PluginCall);
    return calls.filter(({ method }) => method !== "handshake" && method !== "cancel");
  }

  /** The calls since the last time as `method name`. */
  takeCallNames(): readonly string[] {
    return this.takeCalls().map(({ method, urn }) => `${method} ${urn?.split("::").at(-1) ?? ""}`.trim());
  }
}
