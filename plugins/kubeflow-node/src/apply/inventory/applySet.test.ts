import { createHash } from 'node:crypto';
import { applySetOf, memberSelector } from './applySet';

describe('applySetOf', () => {
  it('makes the id of name, namespace, kind and group of the parent, as KEP-3659 says', () => {
    const hash = createHash('sha256')
      .update(['kubeflow', 'kubeflow-fleet-system', 'ConfigMap', ''].join('.'))
      .digest('base64')
      .replace(/\+/g, '-')
      .replace(/\//g, '_')
      .replace(/=/g, '');
    const set = applySetOf('kubeflow');
    expect(set).toEqual({ name: 'kubeflow', id: `applyset-${hash}-v1` });
    expect(set.id.length).toBeLessThanOrEqual(63);
    expect(memberSelector(set)).toBe(
      `applyset.kubernetes.io/part-of=${set.id}`,
    );
  });
});
