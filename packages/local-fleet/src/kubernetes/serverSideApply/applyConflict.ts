import { ApiError } from '../status';
import type { FieldSet } from './fieldSet';
import { pathText } from './fieldSet';
import type { ManagedEntry } from './managers';

/** Fields of one manager that an apply would change. */
export interface FieldConflict {
  readonly entry: ManagedEntry;
  readonly fields: FieldSet;
}

const managerText = ({
  manager,
  subresource,
  operation,
  apiVersion,
}: ManagedEntry) => {
  const name = subresource
    ? `${JSON.stringify(manager)} with subresource ${JSON.stringify(
        subresource,
      )}`
    : JSON.stringify(manager);
  return operation === 'Update' ? `${name} using ${apiVersion}` : name;
};

const conflictMessage = (
  conflicts: readonly { readonly manager: string; readonly field: string }[],
) => {
  const [first] = conflicts;
  if (first && conflicts.length === 1)
    return `Apply failed with 1 conflict: conflict with ${first.manager}: ${first.field}`;
  const managers = [...new Set(conflicts.map(each => each.manager))].sort();
  const lines = managers.flatMap(manager => [
    `conflicts with ${manager}:`,
    ...conflicts
      .filter(each => each.manager === manager)
      .map(each => `- ${each.field}`),
  ]);
  return `Apply failed with ${conflicts.length} conflicts: ${lines.join('\n')}`;
};

/** The 409 of a server-side apply: one `FieldManagerConflict` cause per field and manager. */
export const applyConflict = (
  conflicts: readonly FieldConflict[],
): ApiError => {
  const fields = conflicts.flatMap(({ entry, fields: set }) =>
    set.paths().map(path => ({
      manager: managerText(entry),
      field: pathText(path),
    })),
  );
  return new ApiError({
    code: 409,
    reason: 'Conflict',
    message: conflictMessage(fields),
    details: {
      causes: fields.map(({ manager, field }) => ({
        reason: 'FieldManagerConflict',
        message: `conflict with ${manager}`,
        field,
      })),
    },
  });
};
