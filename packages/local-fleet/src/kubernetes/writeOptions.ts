import type { ApiCall } from './apiCall';
import type { FieldValidation, WriteOptions } from './objects/decode';
import { badRequest } from './status';

const VALIDATIONS: readonly string[] = ['Strict', 'Warn', 'Ignore'];

/** `kubectl` of `kubectl/v1.32.4 (linux/amd64)`. */
const agentName = (userAgent: string | undefined) =>
  userAgent?.split('/')[0]?.slice(0, 128) || 'unknown';

/** Reads the query of a write; throws a 400 for values that Kubernetes does not know. */
export const writeOptions = (call: ApiCall): WriteOptions => {
  const { query, request, warnings } = call;
  const validation = query.get('fieldValidation') || 'Warn';
  if (!VALIDATIONS.includes(validation))
    throw badRequest(
      `fieldValidation: Unsupported value: ${JSON.stringify(
        validation,
      )}: supported values: "Ignore", "Strict", "Warn"`,
    );
  const dryRun = query.getAll('dryRun').filter(Boolean);
  if (dryRun.some(value => value !== 'All'))
    throw badRequest(
      `dryRun: Unsupported value: ${JSON.stringify(
        dryRun[0],
      )}: supported values: "All"`,
    );
  return {
    manager:
      query.get('fieldManager') || agentName(request.headers['user-agent']),
    dryRun: dryRun.length > 0,
    validation: validation as FieldValidation,
    warnings,
  };
};
