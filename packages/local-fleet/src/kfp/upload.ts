import type { ServerResponse } from 'node:http';
import { canonicalSpec } from './canonicalSpec';
import { storedNamespace, type KfpContext } from './context';
import { ApiError, internal, invalidInput } from './errors';
import { readPackage } from './package';
import { renderPipeline } from './pipelineAnswer';
import { insertPipeline, pipelineExists } from './pipelineCreation';
import { sendError, sendJson, sendText } from './reply';
import { textOf, type ApiRequest } from './router';
import { parseTemplate, type Template } from './template';
import { readUpload, type Upload } from './uploadForm';
import { insertVersion, renderVersion } from './versions';

/** An answer of the upload server, which is not the gateway: text errors and hardly ever a reason. */
class UploadError extends Error {
  constructor(
    readonly status: number,
    message: string,
    /** Only errors after the checks are JSON by their content type. */
    readonly contentType: 'json' | 'text' | 'plain',
  ) {
    super(message);
    this.name = 'UploadError';
  }
}

const early = (message: string) => new UploadError(400, message, 'text');

const late = (error: unknown, fallback: string): UploadError => {
  if (!(error instanceof ApiError)) throw error;
  if (error.code === 6) return new UploadError(409, fallback, 'json');
  if (error.code === 3) {
    return new UploadError(400, error.external ?? fallback, 'json');
  }
  return new UploadError(500, fallback, 'json');
};

const lengthError = (field: string, limit: number) =>
  new UploadError(
    400,
    `Invalid input error: ${field} length cannot exceed ${limit}`,
    'plain',
  );

const tagsOf = (request: ApiRequest): Record<string, string> => {
  const text = textOf(request, 'tags');
  if (text === '') return {};
  let tags: unknown;
  try {
    tags = JSON.parse(text);
  } catch {
    tags = undefined;
  }
  const valid =
    typeof tags === 'object' &&
    !Array.isArray(tags) &&
    Object.values(tags ?? {}).every(value => typeof value === 'string');
  if (!valid) {
    throw early(
      'Failed to parse tags query parameter. Expected JSON object with string keys and values',
    );
  }
  return (tags ?? {}) as Record<string, string>;
};

const PIPELINE_NAME = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;

const checkedTemplate = (text: string): Template => {
  if (text === '') {
    throw internal('Failed to get file reader', 'blob not found');
  }
  const template = parseTemplate(text);
  if (template.kind === 'v2' && template.name.length > 128) {
    throw invalidInput(
      "pipeline's name must contain no more than 128 characters",
    );
  }
  if (template.kind === 'v2' && !PIPELINE_NAME.test(template.name)) {
    throw invalidInput(
      "pipeline's name must contain only lowercase alphanumeric characters or '-' and must start with alphanumeric characters",
    );
  }
  return template.kind === 'v2'
    ? { ...template, spec: canonicalSpec(template.spec) }
    : template;
};

const readFile = async (
  request: ApiRequest,
  messages: { readonly noFile: string; readonly badFile: string },
): Promise<{ readonly upload: Upload; readonly text: string }> => {
  const upload = await readUpload(request);
  if (!upload) throw early(messages.noFile);
  const text = await readPackage(upload);
  if (text === undefined) throw early(messages.badFile);
  return { upload, text };
};

const uploadPipeline = async (context: KfpContext, request: ApiRequest) => {
  const failure = 'Failed to create a pipeline and a pipeline version';
  const { upload, text } = await readFile(request, {
    noFile: 'Failed to read pipeline from file',
    badFile: 'Failed to read a pipeline spec file',
  });
  const asked = textOf(request, 'namespace');
  if (Buffer.byteLength(asked) > 63) {
    throw lengthError('Pipeline.Namespace', 63);
  }
  const namespace = storedNamespace(context, asked);
  await context.access
    .check(request, { resource: 'pipelines', verb: 'create', namespace })
    .catch(() => {
      throw early('Failed to create a pipeline');
    });
  const displayName = textOf(request, 'display_name');
  const name = textOf(request, 'name') || displayName || upload.filename;
  const tags = tagsOf(request);
  if (Buffer.byteLength(name) > 128) throw lengthError('Pipeline.Name', 128);
  const shared = {
    name,
    displayName: displayName || name,
    description: textOf(request, 'description'),
  };
  try {
    const template = checkedTemplate(text);
    if (pipelineExists(context, { namespace, name })) {
      throw new ApiError(6, failure);
    }
    // The version carries the pipeline's name, and a version's column is one character shorter.
    if (Buffer.byteLength(name) > 127) throw internal(failure, 'Error 1406');
    const pipeline = insertPipeline(context, { ...shared, namespace, tags });
    insertVersion(context, {
      ...shared,
      pipelineId: pipeline.id,
      template,
      tags: {},
    });
    return renderPipeline(pipeline);
  } catch (error) {
    throw late(error, failure);
  }
};

const uploadVersion = async (context: KfpContext, request: ApiRequest) => {
  const failure = 'Failed to create a pipeline version';
  const { upload, text } = await readFile(request, {
    noFile: failure,
    badFile: failure,
  });
  const pipelineId = textOf(request, 'pipelineid');
  if (pipelineId === '') throw early(failure);
  const displayName = textOf(request, 'display_name');
  const name = textOf(request, 'name') || displayName || upload.filename;
  if (Buffer.byteLength(name) > 127) {
    throw lengthError('PipelineVersion.Name', 127);
  }
  const pipeline = context.store.pipelines.get(pipelineId);
  if (!pipeline) throw early(failure);
  await context.access
    .check(request, {
      resource: 'pipelines',
      verb: 'create',
      namespace: pipeline.namespace,
    })
    .catch(() => {
      throw early(failure);
    });
  const tags = tagsOf(request);
  try {
    return renderVersion(
      insertVersion(context, {
        name,
        displayName: displayName || name,
        description: textOf(request, 'description'),
        pipelineId,
        template: checkedTemplate(text),
        tags,
      }),
    );
  } catch (error) {
    throw late(error, failure);
  }
};

const UPLOADS = {
  '/apis/v2beta1/pipelines/upload': uploadPipeline,
  '/apis/v2beta1/pipelines/upload_version': uploadVersion,
} as const;

/** True for the two paths that the upload server answers, whatever the method. */
export const isUpload = (path: string): path is keyof typeof UPLOADS =>
  Object.hasOwn(UPLOADS, path);

/** Answers an upload; every error is an answer as the real upload server gives it. */
export const handleUpload = async (
  context: KfpContext,
  {
    path,
    request,
    response,
  }: {
    readonly path: keyof typeof UPLOADS;
    readonly request: ApiRequest;
    readonly response: ServerResponse;
  },
): Promise<void> => {
  try {
    sendJson(response, 200, await UPLOADS[path](context, request));
  } catch (error) {
    if (!(error instanceof UploadError)) throw error;
    if (error.contentType === 'plain') {
      sendText(response, error.status, `${error.message}\n`);
    } else {
      sendError(response, error.status, {
        message: error.message,
        asJson: error.contentType === 'json',
      });
    }
  }
};
