import { parseAllDocuments } from 'yaml';
import { ApiError, invalidInputBecause } from './errors';
import { readJson } from './goJson';
import { pipelineSpecMessage } from './pipelineSpecMessages';
import { ProtoDecoder } from './protoJson';

type Plain = Record<string, unknown>;

/** A pipeline that KFP accepts: a compiled one (`v2`), or an Argo Workflow of KFP 1 (`v1`). */
export type Template =
  | {
      readonly kind: 'v2';
      readonly spec: Plain;
      readonly platform?: Plain;
      /** `pipelineInfo.name`. */
      readonly name: string;
    }
  | { readonly kind: 'v1'; readonly workflow: Plain };

const isPlain = (value: unknown): value is Plain =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const invalidTemplate = (message: string): ApiError =>
  invalidInputBecause(message, 'pipeline spec is invalid');

const isPipelineSpec = (value: unknown): value is Plain => {
  const text = JSON.stringify(value) ?? 'null';
  const node = readJson(text);
  if (!node) return false;
  try {
    const spec = new ProtoDecoder(text).message(node, pipelineSpecMessage);
    const info = spec.pipeline_info as Plain | undefined;
    return typeof info?.name === 'string' && info.name !== '' && !!spec.root;
  } catch (error) {
    if (error instanceof ApiError) return false;
    throw error;
  }
};

const isArgoWorkflow = (value: unknown): value is Plain =>
  isPlain(value) &&
  String(value.apiVersion).startsWith('argoproj.io/') &&
  value.kind === 'Workflow';

/**
 * YAML (or JSON) of a pipeline to plain documents.
 * The real 2.17.0 loops for ever on malformed YAML (kubeflow/pipelines#13926): this answers 400 instead.
 */
const documentsOf = (text: string): unknown[] => {
  try {
    const documents = parseAllDocuments(text, { merge: true });
    const list = Array.isArray(documents) ? documents : [];
    if (list.every(({ errors }) => errors.length === 0)) {
      return list.map(document => document.toJS({ maxAliasCount: 1000 }));
    }
  } catch {
    // Too many aliases or too deep: as unreadable as a syntax error.
  }
  throw invalidTemplate('unknown template format');
};

const specName = (spec: Plain): string =>
  String((spec.pipelineInfo as Plain | undefined)?.name ?? '');

const isPlatformSpec = (value: unknown): value is Plain =>
  isPlain(value) &&
  isPlain(value.platforms) &&
  isPlain(value.platforms.kubernetes);

/** Checks documents as KFP's template package does. @throws ApiError 3 with its short text in `external`. */
export const templateOf = (documents: readonly unknown[]): Template => {
  const argo = documents[0];
  if (isArgoWorkflow(argo)) return { kind: 'v1', workflow: argo };
  const specs = documents.filter(isPipelineSpec);
  const spec = specs[0];
  if (!spec) throw invalidTemplate('unknown template format');
  if (specs.length > 1) {
    throw invalidTemplate('multiple pipeline specs provided');
  }
  const version = String(spec.schemaVersion ?? '');
  if (version !== '2.1.0') {
    throw invalidTemplate(
      `KFP only supports schema version 2.1.0, but the pipeline spec has version ${version}`,
    );
  }
  if (!/[a-z0-9]/.test(specName(spec))) {
    throw invalidTemplate(
      "invalid v2 pipeline spec: name should consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character",
    );
  }
  const platforms = documents.filter(isPlatformSpec);
  if (platforms.length > 1) {
    throw invalidInputBecause(
      'multiple platform specs provided',
      'platform spec is invalid',
    );
  }
  const platform = platforms[0];
  return {
    kind: 'v2',
    spec,
    name: specName(spec),
    ...(platform && { platform }),
  };
};

/** Reads an uploaded file. @throws ApiError 3, or 13 for an empty file. */
export const parseTemplate = (text: string): Template =>
  templateOf(documentsOf(text));

/** Reads `pipeline_spec` of a request: the plain spec, or `{pipeline_spec, platform_spec}`. */
export const templateOfStruct = (struct: Plain): Template =>
  isPlain(struct.pipeline_spec)
    ? templateOf(
        [struct.pipeline_spec, struct.platform_spec].filter(
          part => part !== undefined,
        ),
      )
    : templateOf([struct]);

/** What the API returns as `pipeline_spec`. */
export const structOf = (template: Template): Plain => {
  if (template.kind === 'v1') return template.workflow;
  return template.platform
    ? { pipeline_spec: template.spec, platform_spec: template.platform }
    : template.spec;
};
