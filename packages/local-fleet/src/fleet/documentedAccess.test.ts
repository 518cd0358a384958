import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseAllDocuments } from 'yaml';
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
    const printed = ['submit-pipeline', 'select-clusters']
      .flatMap(action => blocks(action, 'json'))
      .flatMap(text => (JSON.parse(text) as IamPolicy).Statement)
      .filter(({ Principal }) => Principal === undefined)
      .flatMap(({ Action }) => Action);
    expect([...allowed].sort()).toEqual([...new Set(printed)].sort());
  });
});
