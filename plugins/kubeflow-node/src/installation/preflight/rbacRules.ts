import type { ResourceAccess } from '../../kubernetes/objects';

interface Rule {
  readonly namespace: string;
  readonly group: string;
  readonly verbs: readonly string[];
  readonly resources: readonly string[];
}

const nameOf = ({ resource, subresource }: ResourceAccess) =>
  subresource ? `${resource}/${subresource}` : resource;

/** Resources of one group and namespace that lack the same verbs together. */
const rulesOf = (missing: readonly ResourceAccess[]): Rule[] => {
  const byResource = new Map<string, Set<string>>();
  for (const access of missing) {
    const key = JSON.stringify([
      access.namespace ?? '',
      access.group,
      nameOf(access),
    ]);
    byResource.set(key, (byResource.get(key) ?? new Set()).add(access.verb));
  }
  const byRule = new Map<string, Rule>();
  for (const [key, verbs] of byResource) {
    const [namespace = '', group = '', resource = ''] = JSON.parse(
      key,
    ) as string[];
    const sorted = [...verbs].sort();
    const rule = JSON.stringify([namespace, group, sorted]);
    const resources = byRule.get(rule)?.resources ?? [];
    byRule.set(rule, {
      namespace,
      group,
      verbs: sorted,
      resources: [...resources, resource].sort(),
    });
  }
  return [...byRule.values()].sort((a, b) =>
    a.namespace === b.namespace
      ? a.group.localeCompare(b.group)
      : a.namespace.localeCompare(b.namespace),
  );
};

const placeOf = (namespace: string) =>
  namespace ? `in namespace ${namespace}` : 'in the whole cluster';

/** `  create, patch deployments.apps, statefulsets.apps in namespace kubeflow`, a line for each rule. */
export const describeMissing = (missing: readonly ResourceAccess[]): string =>
  rulesOf(missing)
    .map(({ namespace, group, verbs, resources }) => {
      const names = resources.map(name => (group ? `${name}.${group}` : name));
      return `  ${verbs.join(', ')} ${names.join(', ')} ${placeOf(namespace)}`;
    })
    .join('\n');

/** The same as rules of a Role or ClusterRole, in YAML, under a comment for each place. */
export const rulesFor = (missing: readonly ResourceAccess[]): string => {
  const lines: string[] = [];
  let place: string | undefined;
  for (const { namespace, group, verbs, resources } of rulesOf(missing)) {
    if (place !== namespace)
      lines.push(
        namespace
          ? `# Role in namespace ${namespace}, or ClusterRole`
          : '# ClusterRole',
      );
    place = namespace;
    const list = (items: readonly string[]) =>
      `[${items
        .map(item => (/^[a-z][\w./-]*$/.test(item) ? item : `'${item}'`))
        .join(', ')}]`;
    lines.push(
      `- apiGroups: ['${group}']\n  resources: ${list(
        resources,
      )}\n  verbs: ${list(verbs)}`,
    );
  }
  return lines.join('\n');
};
