import type { AccessLayout, RoleLayout } from './accessLayout';
import { readAccess } from './accessFiles';
import { type ExplainedRule, rulesOfRole } from './accessRules';

const WIDTH = 96;

const wrapped = (text: string, indent: string): string[] => {
  const lines: string[] = [];
  let line = `${indent}#`;
  for (const word of text.split(' ')) {
    if (line.length + word.length + 1 > WIDTH) {
      lines.push(line);
      line = `${indent}#`;
    }
    line += ` ${word}`;
  }
  return [...lines, line];
};

const item = (text: string) =>
  /^[a-z0-9][a-z0-9./-]*$/.test(text) ? text : `'${text}'`;

/** A list in one line, or one item a line where it is long. */
const list = (name: string, values: readonly string[], indent: string) => {
  const line = `${indent}${name}: [${values.map(item).join(', ')}]`;
  return line.length <= WIDTH
    ? [line]
    : [`${indent}${name}:`, ...values.map(one => `${indent}  - ${item(one)}`)];
};

const ruleText = (rule: ExplainedRule): string[] => [
  ...(rule.comment ? wrapped(rule.comment, '  ') : []),
  `  - apiGroups: [${rule.apiGroups.map(item).join(', ')}]`,
  ...list('resources', rule.resources, '    '),
  ...(rule.resourceNames
    ? list('resourceNames', rule.resourceNames, '    ')
    : []),
  ...list('verbs', rule.verbs, '    '),
];

const metadata = ({ name, namespace, namespaceComment }: RoleLayout) => [
  'metadata:',
  `  name: ${name}`,
  ...(namespace
    ? [
        `  namespace: ${namespace}${
          namespaceComment ? ` # ${namespaceComment}` : ''
        }`,
      ]
    : []),
];

const bindingText = (role: RoleLayout): string[] => [
  '---',
  'apiVersion: rbac.authorization.k8s.io/v1',
  `kind: ${role.kind}Binding`,
  ...metadata(role),
  'roleRef:',
  '  apiGroup: rbac.authorization.k8s.io',
  `  kind: ${role.kind}`,
  `  name: ${role.name}`,
  'subjects:',
  "  # The group of the role's EKS access entry.",
  '  - apiGroup: rbac.authorization.k8s.io',
  '    kind: Group',
  '    name: kubeflow-fleet:deployers',
];

/** One role, with its binding where the layout says so, as a block of YAML in Markdown. */
export const roleText = (layout: AccessLayout, role: RoleLayout): string =>
  [
    '```yaml',
    'apiVersion: rbac.authorization.k8s.io/v1',
    `kind: ${role.kind}`,
    ...metadata(role),
    'rules:',
    ...rulesOfRole(layout, role).flatMap(ruleText),
    ...(role.isBound ? bindingText(role) : []),
    '```',
  ].join('\n');

const EXAMPLE = 'arn:aws:eks:eu-west-1:111122223333';
const RESOURCES: Readonly<Record<string, string>> = {
  cluster: `${EXAMPLE}:cluster/ml-eu`,
  nodegroup: `${EXAMPLE}:nodegroup/ml-eu/*/*`,
  addon: `${EXAMPLE}:addon/ml-eu/*/*`,
};

const oneOrList = (values: readonly string[]) =>
  values.length === 1 ? values[0] : values;

/** The policy of the role that the fleet file names for a cluster, as a block of JSON in Markdown. */
export const policyText = ({ action }: AccessLayout): string => {
  const { aws } = readAccess(action);
  const policy = {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: oneOrList(aws.map(each => each.action)),
        Resource: oneOrList(
          [...new Set(aws.map(({ on }) => on))].map(on => RESOURCES[on] ?? on),
        ),
      },
    ],
  };
  return `\`\`\`json\n${JSON.stringify(policy, undefined, 2)}\n\`\`\``;
};
