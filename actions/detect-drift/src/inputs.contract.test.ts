import fs from 'node:fs';
import path from 'node:path';
import { parseInputs } from '@kubeflow-fleet/action-toolkit';
import { parse } from 'yaml';
import { inputs, outputs, rules } from './inputs';

interface ActionFile {
  readonly inputs: Readonly<
    Record<string, { readonly default?: string; readonly required?: boolean }>
  >;
  readonly outputs: Readonly<Record<string, unknown>>;
}

const action: ActionFile = parse(
  fs.readFileSync(path.resolve(__dirname, '../action.yml'), 'utf8'),
);

/** Reads as the runner gives them: the default where nothing is given. */
const withDefaults = (given: Record<string, string>) => (name: string) =>
  given[name] ?? action.inputs[name]?.default ?? '';

const minimal = { 'github-token': 't' };

const problems = (given: Record<string, string>) => {
  try {
    parseInputs(inputs, {
      read: withDefaults({ ...minimal, ...given }),
      rules,
    });
    return [];
  } catch (error) {
    return (error as { problems: { message: string }[] }).problems.map(
      ({ message }) => message,
    );
  }
};

describe('action.yml', () => {
  it('declares exactly the inputs that the code reads, and the outputs that it sets', () => {
    expect(Object.keys(action.inputs)).toEqual(Object.keys(inputs));
    expect(Object.keys(action.outputs)).toEqual([...outputs]);
  });

  it('has defaults that parse', () => {
    expect(problems({})).toEqual([]);
  });

  it('has a default for every input', () => {
    for (const [name, { default: value }] of Object.entries(action.inputs)) {
      expect([name, typeof value]).toEqual([name, 'string']);
    }
  });
});

describe('rules between inputs', () => {
  it.each([
    [{ kubeconfig: 'k', clusters: 'b' }, 'kubeconfig, clusters: give only one'],
    [{ 'fleet-file': '' }, 'fleet-file: required when'],
    [{ 'kubeconfig-context': 'a' }, 'kubeconfig-context: has no meaning'],
    [
      { 'role-to-assume': 'a', 'aws-credentials': 'ambient' },
      'role-to-assume: needs',
    ],
    [
      { kubeconfig: 'k', 'compare-with': 'manifests' },
      'compare-with: manifests needs a fleet file',
    ],
    [{ 'compare-with': 'git' }, "compare-with: 'git' is not one of"],
    [{ 'github-token': '' }, 'github-token: required by issue'],
    [{ 'issue-labels': '' }, 'issue-labels: required'],
    [{ 'issue-title': '' }, 'issue-title: required'],
    [{ timeout: '10' }, 'timeout: '],
  ])('%j', (given, problem) => {
    expect(problems(given)).toEqual([expect.stringContaining(problem)]);
  });

  it.each([
    [{ kubeconfig: 'k', 'fleet-file': '' }],
    [{ issue: 'false', 'github-token': '' }],
    [{ 'issue-labels': 'kubeflow-drift, ops' }],
  ])('takes %j', given => {
    expect(problems(given)).toEqual([]);
  });
});
