import type { LiveObject, ManagedFields } from '../api/objectApi';
import { FIELD_MANAGER } from '../contract';
import { ownEntries } from '../drift/ownedFields';
import { fields, valueAt } from '../status/liveValue';

const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** Names that kubectl's client-side apply leaves; the second for objects older than managedFields. */
const MANAGERS: readonly string[] = [
  'kubectl-client-side-apply',
  'before-first-apply',
];

const setsLastApplied = ({ fieldsV1 }: ManagedFields) =>
  valueAt(fieldsV1, 'f:metadata', 'f:annotations', `f:${LAST_APPLIED}`) !==
  undefined;

/** Fields that `kubectl apply` without `--server-side` owns. kubectl of before 1.18 called itself `kubectl` whatever it did. */
const isClientSideApply = (entry: ManagedFields): boolean =>
  entry.operation === 'Update' &&
  !entry.subresource &&
  (MANAGERS.includes(entry.manager) ||
    (entry.manager === 'kubectl' && setsLastApplied(entry)));

type FieldSet = Readonly<Record<string, unknown>>;

/** A member that is its own value (`.`) or a leaf has no members. */
const union = (left: FieldSet, right: FieldSet): FieldSet => ({
  ...left,
  ...Object.fromEntries(
    Object.entries(right).map(([name, value]) => [
      name,
      name in left ? union(fields(left[name]), fields(value)) : value,
    ]),
  ),
});

/**
 * The managedFields in which what client-side apply owned is ours, as client-go's `csaupgrade` does it: so that the
 * next apply changes or removes these fields instead of conflicting with them. Undefined when there is nothing to take
 * over, or when the object was applied by us before: then somebody used kubectl on top of our deploy, and
 * that is a conflict to show and not a migration.
 */
export const withoutClientSideApply = (
  object: Pick<LiveObject, 'metadata' | 'apiVersion'>,
  { isOurs }: { readonly isOurs: boolean },
): readonly ManagedFields[] | undefined => {
  const entries = object.metadata.managedFields ?? [];
  const old = entries.filter(isClientSideApply);
  if (old.length === 0 || isOurs) return undefined;
  const own = ownEntries(entries).filter(({ subresource }) => !subresource);
  const fieldsV1 = [...own, ...old]
    .map(entry => entry.fieldsV1 ?? {})
    .reduce(union, {});
  const [first] = [...own, ...old];
  return [
    ...entries.filter(entry => !old.includes(entry) && !own.includes(entry)),
    {
      manager: FIELD_MANAGER,
      operation: 'Apply',
      apiVersion: first?.apiVersion ?? object.apiVersion,
      time: first?.time,
      fieldsType: 'FieldsV1',
      fieldsV1,
    },
  ];
};
