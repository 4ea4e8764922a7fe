import { credentials, status, type ServiceError } from "@grpc/grpc-js";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { AnalyzerClient as GrpcClient } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/analyzer_pb";
import {
  analyzeRequest,
  analyzerResource,
  configureRequest,
  findingOf,
  infoOf,
  withoutInternals,
} from "./analyzer-messages";
import type {
  Analysis,
  AnalyzedResource,
  AnalyzedStack,
  AnalyzerInfo,
  Remediations,
  ResolvedPolicyConfig,
} from "./analyzer-types";
import { connectionFailure } from "./loopback";
import { channelOptions, fromStruct, callUnary, type UnaryCall } from "./grpc";

/** Client of Pulumi's analyzer protocol for one policy pack. Secrets are sent marked; the pack's SDK unwraps them. */
export class AnalyzerClient {
  readonly #client: GrpcClient;
  readonly #address: string;

  constructor(port: number) {
    this.#address = `127.0.0.1:${String(port)}`;
    this.#client = new GrpcClient(this.#address, credentials.createInsecure(), channelOptions);
  }

  close(): void {
    this.#client.close();
  }

  async configureStack(stack: AnalyzedStack): Promise<void> {
    const request = new messages.AnalyzerStackConfigureRequest();
    request.setOrganization(stack.organization);
    request.setProject(stack.projectName);
    request.setStack(stack.stackName);
    request.setDryRun(stack.dryRun);
    const entries = Object.entries(stack.config);
    entries.forEach(([key, { value }]) => request.getConfigMap().set(key, value));
    request.setConfigSecretKeysList(entries.filter(([, { secret }]) => secret).map(([key]) => key));
    await this.#callOptional<messages.AnalyzerStackConfigureResponse>((done) =>
      this.#client.configureStack(request, done),
    );
  }

  async info(): Promise<AnalyzerInfo> {
    return infoOf(
      await this.#callRequired<messages.AnalyzerInfo>((done) => this.#client.getAnalyzerInfo(new Empty(), done)),
    );
  }

  async configure(configs: Readonly<Record<string, ResolvedPolicyConfig>>): Promise<void> {
    await this.#callRequired<Empty>((done) => this.#client.configure(configureRequest(configs), done));
  }

  /** Sends the internal properties too: a remediation must return all inputs. */
  async remediate(resource: AnalyzedResource): Promise<Remediations> {
    const request = analyzeRequest(resource, resource.properties);
    const response = await this.#callOptional<messages.RemediateResponse>((done) =>
      this.#client.remediate(request, done),
    );
    return {
      remediations: (response?.getRemediationsList() ?? []).map((each) => ({
        policyName: each.getPolicyname(),
        diagnostic: each.getDiagnostic(),
        properties: fromStruct(each.getProperties()),
      })),
      notApplicable: notApplicable(response),
    };
  }

  async analyze(resource: AnalyzedResource): Promise<Analysis> {
    const request = analyzeRequest(resource, withoutInternals(resource.properties));
    return analysis(await this.#callRequired<messages.AnalyzeResponse>((done) => this.#client.analyze(request, done)));
  }

  async analyzeStack(resources: readonly AnalyzedResource[]): Promise<Analysis> {
    const request = new messages.AnalyzeStackRequest();
    request.setResourcesList(resources.map(analyzerResource));
    return analysis(
      await this.#callOptional<messages.AnalyzeResponse>((done) => this.#client.analyzeStack(request, done)),
    );
  }

  #callRequired<T>(call: UnaryCall<T>): Promise<T> {
    return callUnary(call, (error) => new AnalyzerError(error, this.#address));
  }

  /** Returns undefined if the pack's SDK does not implement the call. */
  async #callOptional<T>(call: UnaryCall<T>): Promise<T | undefined> {
    try {
      return await this.#callRequired(call);
    } catch (error) {
      if (error instanceof AnalyzerError && error.code === status.UNIMPLEMENTED) return undefined;
      throw error;
    }
  }
}

function analysis(response: messages.AnalyzeResponse | undefined): Analysis {
  return {
    findings: (response?.getDiagnosticsList() ?? []).map(findingOf),
    notApplicable: notApplicable(response),
  };
}

function notApplicable(
  response: Pick<messages.AnalyzeResponse, "getNotApplicableList"> | undefined,
): readonly string[] {
  return (response?.getNotApplicableList() ?? []).map((each) => each.getPolicyName());
}

class AnalyzerError extends Error {
  readonly code: status;
  constructor(error: ServiceError, address: string) {
    super(error.code === status.UNAVAILABLE ? connectionFailure("the policy pack", address) : error.details);
    this.name = "AnalyzerError";
    this.code = error.code;
  }
}
