import type { ApiCall } from './apiCall';
import type { FieldValidation, WriteOptions } from './objects/decode';
import { invalidOptions } from './status';

const VALIDATIONS: readonly string[] = ['Strict', 'Warn', 'Ignore'];

/** `kubectl` of `kubectl/v1.32.4 (linux/amd64)`. */
const agentName = (userAgent: string | undefined) =>
  userAgent?.split('/')[0]?.slice(0, 128) || 'unknown';

const VERB_OPTIONS = {
  create: 'CreateOptions',
  update: 'UpdateOptions',
  patch: 'PatchOptions',
} as const;

const optionsKind = ({ info: { verb } }: ApiCall) =>
  verb === 'update' || verb === 'patch'
    ? VERB_OPTIONS[verb]
    : VERB_OPTIONS.create;

const unsupported = (field: string, value: unknown, supported: string) => ({
  reason: 'FieldValueNotSupported',
  message: `Unsupported value: ${JSON.stringify(
    value,
  )}: supported values: ${supported}`,
  field,
});

/** Reads the query of a write; throws a 422 for values that Kubernetes does not know. */
export const writeOptions = (call: ApiCall): WriteOptions => {
  const { query, request, warnings } = call;
  const validation = query.get('fieldValidation') || 'Warn';
  if (!VALIDATIONS.includes(validation))
    throw invalidOptions(
      optionsKind(call),
      unsupported(
        'fieldValidation',
        validation,
        '"", "Ignore", "Strict", "Warn"',
      ),
    );
  const dryRun = query.getAll('dryRun').filter(Boolean);
  if (dryRun.some(value => value !== 'All'))
    throw invalidOptions(
      optionsKind(call),
      unsupported('dryRun', dryRun, '"All"'),
    );
  return {
    manager:
      query.get('fieldManager') || agentName(request.headers['user-agent']),
    dryRun: dryRun.length > 0,
    validation: validation as FieldValidation,
    warnings,
  };
};

/** Throws a 422 when server-side apply has no field manager, or another patch has `force`. */
export const checkPatchOptions = (call: ApiCall, isApply: boolean): void => {
  if (isApply && !call.query.get('fieldManager'))
    throw invalidOptions('PatchOptions', {
      reason: 'FieldValueRequired',
      message: 'Required value: is required for apply patch',
      field: 'fieldManager',
    });
  if (!isApply && call.query.has('force'))
    throw invalidOptions('PatchOptions', {
      reason: 'FieldValueForbidden',
      message: 'Forbidden: may not be specified for non-apply patch',
      field: 'force',
    });
};
