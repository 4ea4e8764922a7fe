import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { nameOf, typeOf } from "../state/urn";
import type { PropertyMap } from "../state";
import { fromStruct, toStruct } from "./grpc";
import type { CheckedInputs, CheckFailure, OldValues, PropertyDiff, ResourceDiff, ResourceRef } from "./provider-types";

/** A request about one resource. */
interface ResourceRequest {
  setUrn(urn: string): unknown;
  setName(name: string): unknown;
  setType(type: string): unknown;
}

/** Sets the fields that name the resource. */
export function about<T extends ResourceRequest>(request: T, urn: string): T {
  request.setUrn(urn);
  request.setName(nameOf(urn));
  request.setType(typeOf(urn));
  return request;
}

export function checkRequest(urn: string, oldInputs: PropertyMap, newInputs: PropertyMap): messages.CheckRequest {
  const request = about(new messages.CheckRequest(), urn);
  request.setOlds(toStruct(oldInputs));
  request.setNews(toStruct(newInputs));
  return request;
}

export function diffRequest(ref: ResourceRef, old: OldValues, newInputs: PropertyMap): messages.DiffRequest {
  const request = about(new messages.DiffRequest(), ref.urn);
  request.setId(ref.id);
  request.setOlds(toStruct(old.outputs));
  request.setOldInputs(toStruct(old.inputs));
  request.setNews(toStruct(newInputs));
  return request;
}

export function checkedInputs(response: messages.CheckResponse): CheckedInputs {
  return { inputs: fromStruct(response.getInputs()), failures: failuresOf(response.getFailuresList()) };
}

export function failuresOf(failures: readonly messages.CheckFailure[]): readonly CheckFailure[] {
  return failures.map((each) => ({ property: each.getProperty(), reason: each.getReason() }));
}

export function checkFailure({ property, reason }: CheckFailure): messages.CheckFailure {
  const failure = new messages.CheckFailure();
  failure.setProperty(property);
  failure.setReason(reason);
  return failure;
}

export function resourceDiff(response: messages.DiffResponse): ResourceDiff {
  const detailedDiff: Record<string, PropertyDiff> = {};
  response.getDetaileddiffMap().forEach((diff, path) => {
    detailedDiff[path] = { kind: diffKinds[diff.getKind()], inputDiff: diff.getInputdiff() };
  });
  return {
    changes: changesOf(response.getChanges()),
    replaceKeys: response.getReplacesList(),
    changedKeys: response.getDiffsList(),
    deleteBeforeReplace: response.getDeletebeforereplace(),
    ...(response.getHasdetaileddiff() ? { detailedDiff } : {}),
  };
}

function changesOf(changes: messages.DiffResponse.DiffChanges): ResourceDiff["changes"] {
  switch (changes) {
    case messages.DiffResponse.DiffChanges.DIFF_NONE:
      return "none";
    case messages.DiffResponse.DiffChanges.DIFF_SOME:
      return "some";
    case messages.DiffResponse.DiffChanges.DIFF_UNKNOWN:
      return "unknown";
    default:
      return changes satisfies never;
  }
}

const diffKinds = {
  [messages.PropertyDiff.Kind.ADD]: "add",
  [messages.PropertyDiff.Kind.ADD_REPLACE]: "add-replace",
  [messages.PropertyDiff.Kind.DELETE]: "delete",
  [messages.PropertyDiff.Kind.DELETE_REPLACE]: "delete-replace",
  [messages.PropertyDiff.Kind.UPDATE]: "update",
  [messages.PropertyDiff.Kind.UPDATE_REPLACE]: "update-replace",
} as const;
