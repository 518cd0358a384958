import { componentMatrix } from './componentMatrix';
import type { ClusterReport } from './contract';
import {
  change,
  clusterNamed,
  deployment,
  failure,
  result,
} from './testing/installations';

const report = (over: Partial<ClusterReport>): ClusterReport => ({
  cluster: clusterNamed('ml-eu'),
  state: 'READY',
  errors: [],
  succeeded: true,
  ...over,
});

const byName = ({ id }: { id: { name: string } }) =>
  id.name.startsWith('ui') ? 'UI' : 'API';

it('shows the worst state of each component, and how many objects are in it', () => {
  const mixed = report({
    result: result({
      changeSet: {
        changes: [
          change('unchanged', 'ui'),
          change('unchanged', 'ui-b'),
          change('created', 'api-a'),
          change('created', 'api-b'),
          change('configured', 'api-c'),
        ],
        failures: [{ id: deployment('api-d'), error: failure('Forbidden') }],
      },
      unready: [
        {
          id: deployment('ui'),
          status: 'InProgress',
          fact: '0 of 1',
          details: [],
        },
      ],
    }),
  });
  const clean = report({
    result: result({
      changeSet: { changes: [change('unchanged', 'api-a')], failures: [] },
    }),
  });
  const matrix = componentMatrix([mixed, clean], byName);
  expect(matrix.components).toEqual(['API', 'UI']);
  expect(matrix.cell(mixed, 'API')).toEqual({ state: 'failed', objects: 1 });
  expect(matrix.cell(mixed, 'UI')).toEqual({ state: 'waiting', objects: 1 });
  expect(matrix.cell(clean, 'API')).toEqual({ state: 'ready', objects: 1 });
  expect(matrix.cell(clean, 'UI')).toBeUndefined();
});

it('counts a deletion of a component as a change', () => {
  const gone = report({
    result: result({
      changeSet: { changes: [change('deleted', 'ui')], failures: [] },
    }),
  });
  expect(componentMatrix([gone], byName).cell(gone, 'UI')).toEqual({
    state: 'changed',
    objects: 1,
  });
});
