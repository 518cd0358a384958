import type { KubernetesObject } from '@kubeflow-fleet/plugin-kubeflow-node';
import { asObject, valueAt } from './json';
import type { ResourceName } from './status';
import { badRequest } from './status';

/** Decides whether an object belongs to a list or watch. */
export type Selector = (object: KubernetesObject) => boolean;

type LabelTest = (labels: Readonly<Record<string, unknown>>) => boolean;

const SET_TERM = /^(\S+)\s+(in|notin)\s*\(([^)]*)\)$/;
const EQUAL_TERM = /^([^\s=!]+)\s*(==|=|!=)\s*([^\s=!]*)$/;
const KEY = /^[A-Za-z0-9]([A-Za-z0-9._/-]*[A-Za-z0-9])?$/;

const setTest = ([, key = '', operator, list = '']: readonly string[]) => {
  const values = new Set(list.split(',').map(value => value.trim()));
  return operator === 'in'
    ? (labels: Readonly<Record<string, unknown>>) =>
        key in labels && values.has(String(labels[key]))
    : (labels: Readonly<Record<string, unknown>>) =>
        !(key in labels) || !values.has(String(labels[key]));
};

const labelTest = (term: string): LabelTest => {
  const set = SET_TERM.exec(term);
  if (set) return setTest(set);
  const equality = EQUAL_TERM.exec(term);
  if (equality) {
    const [, key = '', operator, value = ''] = equality;
    return operator === '!='
      ? labels => labels[key] !== value
      : labels => labels[key] === value;
  }
  const absent = term.startsWith('!');
  const key = absent ? term.slice(1).trim() : term;
  if (!KEY.test(key))
    throw badRequest(`unable to parse requirement: invalid selector "${term}"`);
  return absent ? labels => !(key in labels) : labels => key in labels;
};

/** Splits at commas that are not inside parentheses. */
const termsOf = (selector: string) =>
  selector
    .split(/,(?![^(]*\))/)
    .map(term => term.trim())
    .filter(term => term !== '');

/** Parses `a=b,c!=d,e in (f,g),!h`; throws a 400 for what is none. */
export const parseLabelSelector = (selector: string): Selector => {
  const tests = termsOf(selector).map(labelTest);
  return object => {
    const labels = object.metadata.labels ?? {};
    return tests.every(test => test(labels));
  };
};

/** The selector of a workload (`matchLabels` and `matchExpressions`) as text. */
export const labelSelectorText = (selector: unknown): string => {
  const { matchLabels, matchExpressions } = asObject(selector);
  const equalities = Object.entries(asObject(matchLabels)).map(
    ([key, value]) => `${key}=${value}`,
  );
  const expressions = Array.isArray(matchExpressions) ? matchExpressions : [];
  const terms = expressions.map(asObject).map(({ key, operator, values }) => {
    if (operator === 'Exists') return `${key}`;
    if (operator === 'DoesNotExist') return `!${key}`;
    const list = (Array.isArray(values) ? values : []).join(',');
    return `${key} ${operator === 'In' ? 'in' : 'notin'} (${list})`;
  });
  return [...equalities, ...terms].join(',');
};

const COMMON_FIELDS = ['metadata.name', 'metadata.namespace'];
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  pods: [
    'spec.nodeName',
    'spec.restartPolicy',
    'spec.schedulerName',
    'spec.serviceAccountName',
    'spec.hostNetwork',
    'status.phase',
    'status.podIP',
    'status.nominatedNodeName',
  ],
  events: [
    'involvedObject.kind',
    'involvedObject.namespace',
    'involvedObject.name',
    'involvedObject.uid',
    'involvedObject.apiVersion',
    'involvedObject.resourceVersion',
    'involvedObject.fieldPath',
    'reason',
    'reportingComponent',
    'source',
    'type',
  ],
  namespaces: ['status.phase'],
  nodes: ['spec.unschedulable'],
  secrets: ['type'],
  jobs: ['status.successful'],
  replicasets: ['status.replicas'],
};

const unknownField = ({ plural }: ResourceName, field: string) =>
  FIELDS[plural]
    ? `field label not supported: ${field}`
    : `${JSON.stringify(
        field,
      )} is not a known field selector: only "metadata.name", "metadata.namespace"`;

/** Parses `metadata.name=x,status.phase!=Running`; throws a 400 for fields that the real server does not select by. */
export const parseFieldSelector = (
  resource: ResourceName,
  selector: string,
): Selector => {
  const allowed = [...COMMON_FIELDS, ...(FIELDS[resource.plural] ?? [])];
  const tests = termsOf(selector).map(term => {
    const match = EQUAL_TERM.exec(term);
    if (!match) throw badRequest(`invalid selector: '${term}'`);
    const [, field = '', operator, value = ''] = match;
    if (!allowed.includes(field))
      throw badRequest(unknownField(resource, field));
    const path = field.split('.');
    return (object: KubernetesObject) => {
      const actual = String(valueAt(object, ...path) ?? '');
      return (actual === value) === (operator !== '!=');
    };
  });
  return object => tests.every(test => test(object));
};
