import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { readAccess } from '../access/accessFiles';
import { accessLayouts } from '../access/accessLayout';
import { rulesOfRole, uncovered } from '../access/accessRules';
import { clusterAccessObjects } from './clusterAccess';
import { createAccounts, createAdminUser } from './fleetAccounts';

interface RbacObject {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly rules?: readonly unknown[];
  readonly roleRef?: unknown;
  readonly subjects?: readonly unknown[];
}

interface IamPolicy {
  readonly Statement: readonly {
    readonly Action: string | readonly string[];
    readonly Principal?: unknown;
  }[];
}

const readme = (action: string) =>
  readFileSync(
    resolve(__dirname, '../../../../actions', action, 'README.md'),
    'utf8',
  );

const blocks = (action: string, language: string) =>
  [
    ...readme(action).matchAll(
      new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\`$`, 'gm'),
    ),
  ].map(([, text = '']) => text);

const printedRbac = (action: string): readonly RbacObject[] =>
  blocks(action, 'yaml')
    .flatMap(text => parseAllDocuments(text).map(one => one.toJS()))
    .filter(({ apiVersion }) => apiVersion?.startsWith('rbac.'));

const installed = clusterAccessObjects(
  'kubeflow',
) as unknown as readonly RbacObject[];

const rulesOf = (objects: readonly RbacObject[], name: string) =>
  objects.find(({ rules, metadata }) => rules && metadata.name === name)?.rules;

describe('the deployer of the local fleet may do what the READMEs tell users to allow, and no more', () => {
  it.each([
    ['submit-pipeline', 'kubeflow-fleet-submit'],
    ['select-clusters', 'kubeflow-fleet-capacity'],
    ['deploy-kubeflow', 'kubeflow-fleet-deploy'],
    ['detect-drift', 'kubeflow-fleet-drift'],
  ])('in a cluster, for %s', (action, name) => {
    const printed = printedRbac(action);
    expect(rulesOf(installed, name)).toBeDefined();
    expect(rulesOf(installed, name)).toEqual(rulesOf(printed, name));
    const bindingOf = (objects: readonly RbacObject[]) => {
      const found = objects.find(({ roleRef }) =>
        JSON.stringify(roleRef)?.includes(`"${name}"`),
      );
      return found && [found.kind, found.roleRef, found.subjects];
    };
    expect(bindingOf(printed)).toBeDefined();
    expect(bindingOf(installed)).toEqual(bindingOf(printed));
  });

  it('in AWS', () => {
    const [account] = createAccounts({
      ids: ['111122223333'],
      issuer: 'http://127.0.0.1:1',
      subject: 's',
      admin: createAdminUser(),
    });
    const allowed = account!.roles!.flatMap(({ permissions = [] }) =>
      permissions.flatMap(({ actions }) => actions),
    );
    const printed = accessLayouts
      .map(({ action }) => action)
      .flatMap(action => blocks(action, 'json'))
      .flatMap(text => (JSON.parse(text) as IamPolicy).Statement)
      .filter(({ Principal }) => Principal === undefined)
      .flatMap(({ Action }) => Action);
    expect([...allowed].sort()).toEqual([...new Set(printed)].sort());
  });
});

describe('what the READMEs print', () => {
  const rules = accessLayouts.flatMap(layout =>
    layout.roles.flatMap(role =>
      rulesOfRole(layout, role).map(rule => ({ ...rule, role: role.name })),
    ),
  );

  it('has no wildcard', () => {
    expect(JSON.stringify([...rules, installed])).not.toContain('*');
    for (const { action } of accessLayouts)
      expect(printedRbac(action).flatMap(each => each.rules ?? [])).toEqual(
        rules
          .filter(({ role }) =>
            accessLayouts
              .find(layout => layout.action === action)
              ?.roles.some(({ name }) => name === role),
          )
          .map(({ role: _role, comment: _comment, ...rule }) => rule),
      );
  });

  it('allows everything that the suites recorded', () => {
    for (const layout of accessLayouts) expect(uncovered(layout)).toEqual([]);
  });

  it('gives detect-drift no verb that writes', () => {
    const drift = accessLayouts.find(({ action }) => action === 'detect-drift');
    const verbs = drift!.roles.flatMap(role =>
      rulesOfRole(drift!, role).flatMap(rule => rule.verbs),
    );
    expect(new Set(verbs)).toEqual(new Set(['get', 'list']));
    const recorded = readAccess('detect-drift').kubernetes;
    expect(new Set(recorded.flatMap(({ verbs: each }) => each))).toEqual(
      new Set(['get', 'list']),
    );
  });

  it('gives every role a rule, and every rule a verb', () => {
    for (const layout of accessLayouts)
      for (const role of layout.roles)
        expect(rulesOfRole(layout, role)).not.toEqual([]);
    for (const rule of rules) expect(rule.verbs).not.toEqual([]);
  });
});
