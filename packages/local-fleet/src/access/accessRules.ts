import type { ActionAccess, Kinds, ResourceAccess } from './accessFiles';
import { readAccess, readKinds } from './accessFiles';
import type { AccessLayout, RoleLayout, RuleLayout } from './accessLayout';

/** A rule as RBAC has it, and why. */
export interface ExplainedRule {
  readonly comment?: string;
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly resourceNames?: readonly string[];
  readonly verbs: readonly string[];
}

/** Verbs in the order in which people write them. */
const VERBS = [
  'get',
  'list',
  'watch',
  'create',
  'update',
  'patch',
  'delete',
  'bind',
  'escalate',
];

const inOrder = (verbs: Iterable<string>) =>
  [...new Set(verbs)].sort(
    (left, right) => VERBS.indexOf(left) - VERBS.indexOf(right),
  );

const asked = (
  { kubernetes }: ActionAccess,
  group: string,
  resources: readonly string[],
): readonly ResourceAccess[] =>
  kubernetes.filter(
    each => each.group === group && resources.includes(each.resource),
  );

const ruleOf = (
  access: ActionAccess,
  { comment, group, resources, names, verbs, state, alike }: RuleLayout,
): ExplainedRule[] => {
  const seen = asked(access, group, resources).filter(
    each => each.state === state,
  );
  const used = resources.filter(
    resource => alike || seen.some(each => each.resource === resource),
  );
  const wanted = inOrder(seen.flatMap(each => each.verbs)).filter(
    verb => !verbs || verbs.includes(verb),
  );
  if (wanted.length === 0) return [];
  return [
    {
      ...(comment && { comment }),
      apiGroups: [group],
      resources: used,
      ...(names && { resourceNames: names }),
      verbs: wanted,
    },
  ];
};

const without = (kinds: Kinds, other: Kinds = {}): Kinds =>
  Object.fromEntries(
    Object.entries(kinds)
      .map(([group, resources]): [string, string[]] => [
        group,
        resources.filter(each => !other[group]?.includes(each)),
      ])
      .filter(([, resources]) => resources.length > 0),
  );

/** What is asked of the kinds of roles alone, and never of another kind. */
const OF_ROLES = ['bind', 'escalate'];

const kindRules = (access: ActionAccess, role: RoleLayout): ExplainedRule[] => {
  if (!role.kindsOf) return [];
  const { profile, except, comment } = role.kindsOf;
  const all = readKinds();
  const kinds = without(all[profile], except && all[except]);
  // The engine treats every kind alike: what it asked of one it may ask of another.
  const verbs = inOrder(
    Object.entries(all.pipelines).flatMap(([group, resources]) =>
      asked(access, group, resources)
        .filter(({ state }) => !state)
        .flatMap(each => each.verbs),
    ),
  ).filter(verb => !OF_ROLES.includes(verb));
  return Object.entries(kinds).map(([group, resources], index) => ({
    ...(index === 0 && { comment }),
    apiGroups: [group],
    resources,
    verbs,
  }));
};

/** What of a rule the rules of the kinds do not hold already. */
const withoutCovered = (
  kinds: readonly ExplainedRule[],
  rule: ExplainedRule,
): ExplainedRule[] => {
  const isCovered = (resource: string, verb: string) =>
    kinds.some(
      kind =>
        kind.apiGroups[0] === rule.apiGroups[0] &&
        kind.resources.includes(resource) &&
        kind.verbs.includes(verb),
    );
  const verbs = rule.verbs.filter(
    verb => !rule.resources.every(resource => isCovered(resource, verb)),
  );
  return verbs.length === 0 ? [] : [{ ...rule, verbs }];
};

/** The rules of one role: of the kinds first, and then what these do not hold already. */
export const rulesOfRole = (
  { action }: AccessLayout,
  role: RoleLayout,
): readonly ExplainedRule[] => {
  const access = readAccess(action);
  const kinds = kindRules(access, role);
  const others = role.rules
    .flatMap(rule => ruleOf(access, rule))
    .flatMap(rule => withoutCovered(kinds, rule));
  return [...kinds, ...others];
};

const allows = (rule: ExplainedRule, access: ResourceAccess, verb: string) =>
  rule.apiGroups.includes(access.group) &&
  rule.resources.includes(access.resource) &&
  rule.verbs.includes(verb);

/** What was recorded and no role of the layout allows, such as `get secrets`. */
export const uncovered = (layout: AccessLayout): readonly string[] => {
  const roles = layout.roles.map(role => ({
    role,
    rules: rulesOfRole(layout, role),
  }));
  return readAccess(layout.action).kubernetes.flatMap(access =>
    access.verbs
      .filter(
        verb =>
          !roles.some(
            ({ role, rules }) =>
              (role.kind === 'ClusterRole' || !access.everywhere) &&
              rules.some(rule => allows(rule, access, verb)),
          ),
      )
      .map(verb => `${verb} ${access.resource} ${access.group}`.trim()),
  );
};
