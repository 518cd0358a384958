import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { maskSecret } from '@kubeflow-fleet/action-toolkit';
import { writePlanFile } from './planFile';
import {
  change,
  clusterNamed,
  failure,
  planned,
} from './testing/installations';

let folder: string;
const before = process.env.RUNNER_TEMP;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'temp-'));
  process.env.RUNNER_TEMP = folder;
});
afterEach(() => {
  process.env.RUNNER_TEMP = before;
  fs.rmSync(folder, { recursive: true, force: true });
});

it('holds every field of every change, without secrets, outside the repository', async () => {
  const print = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  maskSecret('hunter2-of-the-plan');
  print.mockRestore();
  const changes = Array.from({ length: 3_000 }, (_, n) =>
    change('configured', `object-${n}`, {
      fields: [
        { path: 'spec.replicas', before: '1', after: '2', manager: 'kubectl' },
        { path: 'data.token', redacted: true },
        { path: 'data.note', after: 'hunter2-of-the-plan' },
      ],
    }),
  );
  const file = await writePlanFile([
    {
      cluster: clusterNamed('ml-eu'),
      state: 'FAILED',
      plan: planned({ changeSet: { changes, failures: [] } }),
      errors: [failure('FieldManagerConflict')],
      succeeded: false,
    },
    {
      cluster: clusterNamed('ml-us'),
      state: 'PLANNED',
      plan: planned({
        changeSet: { changes: [change('unchanged')], failures: [] },
      }),
      errors: [],
      succeeded: true,
    },
  ]);
  const text = fs.readFileSync(file, 'utf8');
  expect(path.relative(folder, file)).toMatch(/^kubeflow-fleet-\w+\/plan\.md$/);
  expect(text).toContain('~ kubeflow/Deployment/object-2999');
  expect(text).toContain('    spec.replicas: 1 → 2 (set by kubectl)');
  expect(text).toContain('    data.token: (secret, changed)');
  expect(text).not.toContain('hunter2-of-the-plan');
  expect(text).toContain('FieldManagerConflict');
  expect(text).toContain('Nothing would change.');
  expect(fs.statSync(file).mode % 0o1000).toBe(0o600);
});
