import type { JsonObject } from './json';

/** One of several reasons in a Status. */
export interface StatusCause {
  readonly reason?: string;
  readonly message: string;
  readonly field?: string;
}

export interface StatusDetails {
  readonly name?: string;
  readonly group?: string;
  /** The plural resource for most errors, the kind for `Invalid`: as the real server does. */
  readonly kind?: string;
  readonly uid?: string;
  readonly causes?: readonly StatusCause[];
  readonly retryAfterSeconds?: number;
}

/** A `Status` object of Kubernetes that says why a request failed. */
export interface FailureStatus extends JsonObject {
  readonly kind: 'Status';
  readonly apiVersion: 'v1';
  readonly metadata: JsonObject;
  readonly status: 'Failure';
  readonly message: string;
  readonly reason?: string;
  readonly details?: StatusDetails;
  readonly code: number;
}

/** A request that the API server refuses; the answer's body is {@link ApiError.status}. */
export class ApiError extends Error {
  readonly status: FailureStatus;

  constructor(failure: {
    readonly code: number;
    readonly reason?: string;
    readonly message: string;
    readonly details?: StatusDetails;
  }) {
    super(failure.message);
    this.name = 'ApiError';
    this.status = {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message: failure.message,
      ...(failure.reason && { reason: failure.reason }),
      ...(failure.details && { details: failure.details }),
      code: failure.code,
    };
  }
}

/** What a message calls a resource. */
export interface ResourceName {
  readonly group: string;
  readonly plural: string;
  readonly kind: string;
}

/** `deployments.apps`, or `pods` in the core group. */
export const qualifiedPlural = ({
  group,
  plural,
}: Pick<ResourceName, 'group' | 'plural'>) =>
  group ? `${plural}.${group}` : plural;

const qualifiedKind = ({ group, kind }: ResourceName) =>
  group ? `${kind}.${group}` : kind;

const detailsOf = (resource: ResourceName, name: string): StatusDetails => ({
  name,
  ...(resource.group && { group: resource.group }),
  kind: resource.plural,
});

export const notFound = (resource: ResourceName, name: string) =>
  new ApiError({
    code: 404,
    reason: 'NotFound',
    message: `${qualifiedPlural(resource)} "${name}" not found`,
    details: detailsOf(resource, name),
  });

/** The answer for a path that nothing serves. */
export const unknownPath = () =>
  new ApiError({
    code: 404,
    reason: 'NotFound',
    message: 'the server could not find the requested resource',
    details: {},
  });

export const alreadyExists = (resource: ResourceName, name: string) =>
  new ApiError({
    code: 409,
    reason: 'AlreadyExists',
    message: `${qualifiedPlural(resource)} "${name}" already exists`,
    details: detailsOf(resource, name),
  });

/** 409 for a stale resourceVersion or a failed precondition. */
export const conflict = (
  resource: ResourceName,
  name: string,
  why = 'the object has been modified; please apply your changes to the latest version and try again',
) =>
  new ApiError({
    code: 409,
    reason: 'Conflict',
    message: `Operation cannot be fulfilled on ${qualifiedPlural(
      resource,
    )} "${name}": ${why}`,
    details: detailsOf(resource, name),
  });

/** 422 with one cause per field, in the real server's words. */
export const invalid = (
  resource: ResourceName,
  name: string,
  causes: readonly StatusCause[],
) => {
  // The real server says a thing once, and still counts it twice.
  const texts = [
    ...new Set(causes.map(cause => `${cause.field}: ${cause.message}`)),
  ];
  const text = texts.length === 1 ? texts[0] : `[${texts.join(', ')}]`;
  return new ApiError({
    code: 422,
    reason: 'Invalid',
    message: `${qualifiedKind(resource)} "${name}" is invalid: ${text}`,
    details: {
      ...(name && { name }),
      ...(resource.group && { group: resource.group }),
      kind: resource.kind,
      causes,
    },
  });
};

/** 422 for a parameter of the request, such as `dryRun`. */
export const invalidOptions = (
  kind: 'CreateOptions' | 'UpdateOptions' | 'PatchOptions' | 'DeleteOptions',
  cause: StatusCause,
) => invalid({ group: 'meta.k8s.io', plural: '', kind }, '', [cause]);

export const badRequest = (message: string) =>
  new ApiError({ code: 400, reason: 'BadRequest', message });

export const unauthorized = () =>
  new ApiError({
    code: 401,
    reason: 'Unauthorized',
    message: 'Unauthorized',
  });

export const methodNotAllowed = () =>
  new ApiError({
    code: 405,
    reason: 'MethodNotAllowed',
    message: 'the server does not allow this method on the requested resource',
    details: {},
  });

/** 415 of a PATCH. */
export const unsupportedPatchType = () =>
  new ApiError({
    code: 415,
    reason: 'UnsupportedMediaType',
    message: '415: Unsupported Media Type',
    details: {},
  });

/** 415 of other writes. */
export const unsupportedMediaType = (accepted: readonly string[]) =>
  new ApiError({
    code: 415,
    reason: 'UnsupportedMediaType',
    message: `the body of the request was in an unknown format - accepted media types include: ${accepted.join(
      ', ',
    )}`,
  });

/** 406 for a form that the server does not speak, or that does not fit the answer. */
export const notAcceptable = (message: string, details?: StatusDetails) =>
  new ApiError({ code: 406, reason: 'NotAcceptable', message, details });

/** 410 for history that compaction has forgotten. */
export const expired = (message: string) =>
  new ApiError({ code: 410, reason: 'Expired', message });

/** 500 with a text and no reason, as for errors that the real server did not classify. */
export const internalError = (message: string) =>
  new ApiError({ code: 500, message });

export const serviceUnavailable = (message: string) =>
  new ApiError({ code: 503, reason: 'ServiceUnavailable', message });
