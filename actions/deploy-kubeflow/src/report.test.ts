import { createDocument } from '@kubeflow-fleet/action-toolkit';
import { clusterChanges, installationResult } from './clusterResult';
import type { ClusterReport } from './contract';
import { environmentOf } from './gitHubReport';
import { setOutputs } from './deployOutputs';
import { describe as describeReports } from './report';
import {
  change,
  clusterNamed,
  deployment,
  failure,
  planned,
  prepared,
  result,
} from './testing/installations';

const report = (over: Partial<ClusterReport> = {}): ClusterReport => ({
  cluster: clusterNamed('ml-eu'),
  state: 'READY',
  result: result(),
  preparation: prepared({ installedVersion: '2.16.0' }),
  errors: [],
  succeeded: true,
  ...over,
});

const render = (reports: readonly ClusterReport[], maxBytes = 1_000_000) => {
  const document = createDocument();
  describeReports(document, reports, {
    mode: 'apply',
    commit: 'c'.repeat(40),
    workflowRunUrl: 'https://github.com/acme/fleet/actions/runs/7',
    componentOf: ({ id }) => (id.name === 'ui' ? 'UI' : 'Pipelines API'),
  });
  return document.render(maxBytes);
};

/** As a reader sees the characters that Markdown escapes. */
const seen = (text: string) => text.replace(/\\([-()])/g, '$1');

const hostile =
  '<img src=x onerror=alert(1)>|`${{ secrets.X }}`\n::error::@all';

describe('the job summary', () => {
  it('has a row per cluster, and the components side by side', () => {
    const other = report({
      cluster: clusterNamed('ml-us', 'us-west-2'),
      state: 'FAILED',
      result: result({
        changeSet: {
          changes: [change('unchanged')],
          failures: [{ id: deployment('ui'), error: failure('Forbidden') }],
        },
      }),
      errors: [failure('Forbidden', 'us-west-2/ml-us')],
      succeeded: false,
    });
    const text = seen(render([report(), other]));
    expect(text).toContain(
      '| eu-west-1/ml-eu | ✅ READY | pipelines 2.16.0 → 2.17.0 | 1 created | 1 |',
    );
    expect(text).toMatch(/\| us-west-2\/ml-us \| ❌ FAILED .*it was Forbidden/);
    expect(text).toContain('| Component | eu-west-1/ml-eu | us-west-2/ml-us |');
    expect(text).toContain('| Pipelines API | ✏️ changed (1) | ✅ ready |');
    expect(text).toContain('| UI | – | ❌ failed (1) |');
    expect(text).toContain('it was Forbidden. Mend it. (`Forbidden`)');
  });

  it('shows what is not ready with the last lines of its pod, where no Markdown is read', () => {
    const text = render([
      report({
        state: 'FAILED',
        succeeded: false,
        errors: [failure('NotReady')],
        result: result({
          unready: [
            {
              id: deployment('ui'),
              status: 'Failed',
              fact: 'crash loop',
              details: ['Traceback: ```', hostile],
            },
          ],
        }),
      }),
    ]);
    expect(text).toContain('kubeflow/Deployment/ui: crash loop');
    expect(text).toContain('````text');
  });

  it('tells what was rolled back, and what cannot be', () => {
    const text = render([
      report({
        state: 'FAILED',
        succeeded: false,
        errors: [failure('Forbidden')],
        rollback: {
          ...result({ revision: 4 }),
          notRolledBack: [
            { id: deployment('mysql'), reason: 'its data stay as they are' },
          ],
        },
      }),
    ]);
    expect(text).toContain('Rolled back; revision 4 is installed now.');
    expect(text).toContain('`kubeflow/Deployment/mysql`: its data stay');
  });

  it('tells once what is the same in several clusters', () => {
    const other = (name: string, over: Partial<ClusterReport> = {}) =>
      report({ cluster: clusterNamed(name), ...over });
    const differs = {
      result: result({
        changeSet: { changes: [change('deleted')], failures: [] },
      }),
    };
    const text = seen(
      render([report(), other('ml-two'), other('ml-three', differs)]),
    );
    expect(text.match(/➕ created/g)).toHaveLength(1);
    expect(text).toContain('eu-west-1/ml-eu, eu-west-1/ml-two');
    expect(text).toContain('<summary>eu-west-1/ml-three</summary>');
  });

  it('names every object that failed, with its reason', () => {
    const failures = Array.from({ length: 8 }, (_, n) => ({
      id: deployment(`web-${n}`),
      error: failure(`Reason${n}`),
    }));
    const text = seen(
      render([
        report({
          state: 'FAILED',
          succeeded: false,
          errors: failures.slice(0, 5).map(({ error }) => error),
          result: result({ changeSet: { changes: [], failures } }),
        }),
      ]),
    );
    expect(text).toMatch(
      /\| ❌ failed \| `kubeflow\/Deployment\/web-7` \| .*Reason7/,
    );
    expect(text.match(/❌ failed \| `/g)).toHaveLength(8);
  });

  it('row 18: escapes hostile text of fields, names and errors', () => {
    const text = render([
      report({
        plan: planned(),
        result: result({
          changeSet: {
            changes: [
              change('configured', 'ui', {
                reason: hostile,
                fields: [
                  {
                    path: hostile,
                    before: hostile,
                    after: 'x',
                    manager: hostile,
                  },
                ],
              }),
            ],
            failures: [],
          },
        }),
        preparation: prepared({ warnings: [hostile] }),
      }),
    ]);
    const outsideCode = text.replace(/(`+)[^`].*?\1(?!`)/g, '');
    expect(outsideCode).not.toContain('<img');
    expect(text).not.toMatch(/^::error/m);
    expect(text.split('\n').filter(line => /^\| ✏️/.test(line))).toHaveLength(
      1,
    );
  });

  it('row 53: fits the limits of GitHub with any number of clusters and changes', () => {
    const changes = Array.from({ length: 2_000 }, (_, n) =>
      change('configured', `object-${n}`, {
        fields: [{ path: 'spec.replicas', before: '1', after: '2' }],
      }),
    );
    const many = Array.from({ length: 30 }, (_, n) =>
      report({
        cluster: clusterNamed(`ml-${n}`),
        result: result({ changeSet: { changes, failures: [] } }),
      }),
    );
    const text = render(many, 64_000);
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(64_000);
    expect(seen(text)).toContain('| eu-west-1/ml-29 |');
    expect(text).toMatch(/of 2,000 rows/);
  });

  it('never shows the value of a secret', () => {
    const text = render([
      report({
        result: result({
          changeSet: {
            changes: [
              change('configured', 'ui', {
                fields: [{ path: 'data.password', redacted: true }],
              }),
            ],
            failures: [],
          },
        }),
      }),
    ]);
    expect(text).toContain('`data.password`: a secret value');
  });
});

describe('the outputs', () => {
  const outputsOf = (reports: readonly ClusterReport[]) => {
    const values: Record<string, unknown> = {};
    setOutputs(
      { set: given => Object.assign(values, given), complete: () => undefined },
      reports,
    );
    return values;
  };

  it('tell changes, revisions, images and what failed', () => {
    const bad = report({
      cluster: clusterNamed('ml-us', 'us-west-2'),
      state: 'FAILED',
      errors: [failure('Forbidden'), failure('NotReady')],
      succeeded: false,
      result: undefined,
      preparation: prepared({
        images: ['b', 'a'],
        imageCopies: [
          { from: 'a', to: 'registry/a' },
          { from: 'a', to: 'registry/a' },
        ],
      }),
    });
    expect(outputsOf([report(), bad])).toEqual({
      'has-changes': true,
      changes: [
        expect.objectContaining({
          cluster: 'ml-eu',
          counts: expect.objectContaining({ created: 1, total: 1 }),
          objects: [
            {
              object: 'Deployment.apps/kubeflow/ml-pipeline',
              action: 'created',
            },
          ],
        }),
        expect.objectContaining({ cluster: 'ml-us', objects: [] }),
      ],
      installations: [
        expect.objectContaining({ state: 'READY', revision: 1, writes: 4 }),
        expect.objectContaining({
          state: 'FAILED',
          reason: 'Forbidden',
          error: expect.stringMatching(/Forbidden.*\n.*NotReady/),
        }),
      ],
      'failed-clusters': ['111122223333/us-west-2/ml-us'],
      images: ['a', 'b', 'ghcr.io/kubeflow/api:2.17.0'],
      'image-copies': [{ from: 'a', to: 'registry/a' }],
      revision: 1,
    });
  });

  it('have no changes when every object is unchanged', () => {
    const same = report({
      result: result({
        changeSet: { changes: [change('unchanged')], failures: [] },
      }),
    });
    expect(outputsOf([same])['has-changes']).toBe(false);
    expect(
      outputsOf([{ ...same, state: 'NOT_STARTED', result: undefined }]),
    ).toMatchObject({ 'has-changes': false });
  });

  it('stay within what GitHub passes on', () => {
    const changes = Array.from({ length: 5_000 }, (_, n) =>
      change('created', `object-of-a-rather-long-name-${n}`.padEnd(120, 'x')),
    );
    const many = Array.from({ length: 5 }, (_, n) =>
      report({
        cluster: clusterNamed(`ml-${n}`),
        result: result({ changeSet: { changes, failures: [] } }),
      }),
    );
    const listed = clusterChanges(many);
    expect(JSON.stringify(listed).length).toBeLessThan(500_000);
    expect(listed[0]!.counts.created).toBe(5_000);
    expect(installationResult(many[0]!).changes?.total).toBe(5_000);
  });
});

it('names a GitHub environment by the cluster', () => {
  expect(
    environmentOf(
      'kubeflow/{account}/{region}/{name}/{profile}',
      clusterNamed('ml-eu'),
    ),
  ).toBe('kubeflow/111122223333/eu-west-1/ml-eu/pipelines');
});
