import type { Log } from '@kubeflow-fleet/action-toolkit';
import type { Waiting } from '@kubeflow-fleet/plugin-kubeflow-node/apply';
import { createProgressLog } from './progressLog';
import { change, clusterNamed, deployment } from './testing/installations';

const openLog = () => {
  const lines: string[] = [];
  const put = (text: string) => lines.push(text);
  const log: Log = {
    info: put,
    debug: put,
    notice: put,
    warning: text => put(`warning: ${text}`),
    error: text => put(`error: ${text}`),
    group: (title, more) => lines.push(title, ...more),
  };
  let time = 0;
  const progress = createProgressLog(log, () => time);
  return {
    lines,
    progress,
    /** Ticks every second of `seconds`. */
    pass: (seconds: number) => {
      for (let second = 0; second < seconds; second += 1) {
        time += 1_000;
        progress.tick();
      }
    },
  };
};

const cluster = clusterNamed('ml-eu');

const waiting = (name: string, over: Partial<Waiting> = {}): Waiting => ({
  id: deployment(name),
  status: 'InProgress',
  fact: '0 of 1 replicas are available',
  details: [],
  ...over,
});

let lane: ReturnType<typeof openLog>;
beforeEach(() => {
  lane = openLog();
});
afterEach(() => lane.progress.stop());

it('names a few changes, and counts many', () => {
  const observer = lane.progress.applying(cluster);
  observer.wave('Namespaces', 2);
  observer.changed(change('created', 'a'));
  observer.changed(change('unchanged', 'b'));
  lane.pass(1);
  for (let n = 0; n < 30; n += 1) observer.changed(change('created', `c${n}`));
  observer.changed(change('configured', 'd'));
  lane.pass(1);
  expect(lane.lines).toEqual([
    'eu-west-1/ml-eu: Namespaces (2)',
    'eu-west-1/ml-eu: + kubeflow/Deployment/a',
    'eu-west-1/ml-eu: 30 created, 1 configured',
  ]);
});

it('says what waits for what, and why a pod does not start, once', () => {
  const observer = lane.progress.applying(cluster);
  const why = 'pod ui-1: ErrImagePull: not found';
  observer.waiting([waiting('ui', { details: [why] })]);
  lane.pass(20);
  expect(lane.lines).toEqual([
    'eu-west-1/ml-eu: waiting for kubeflow/Deployment/ui: 0 of 1 replicas are available',
    `eu-west-1/ml-eu:   │ ${why}`,
  ]);
});

it('is throttled when what it waits for changes all the time', () => {
  const observer = lane.progress.applying(cluster);
  for (let n = 0; n < 60; n += 1) {
    observer.waiting([
      waiting(`ui-${n}`),
      ...['a', 'b', 'c'].map(x => waiting(x)),
    ]);
    lane.pass(1);
  }
  expect(lane.lines.length).toBeLessThanOrEqual(13);
  expect(lane.lines[0]).toMatch(/ \| and 1 more$/);
});

it('gives a sign of life when nothing happens', () => {
  const observer = lane.progress.applying(cluster);
  observer.wave('Workloads', 40);
  lane.pass(65);
  expect(lane.lines.slice(1)).toEqual([
    'eu-west-1/ml-eu: still at Workloads after 30 s',
    'eu-west-1/ml-eu: still at Workloads after 1 m 0 s',
  ]);
  lane.progress.end(cluster);
  lane.pass(60);
  expect(lane.lines).toHaveLength(3);
});

it('tells what is left when a cluster ends between two looks', () => {
  lane.progress.applying(cluster).changed(change('deleted', 'old'));
  lane.progress.end(cluster);
  expect(lane.lines).toEqual(['eu-west-1/ml-eu: - kubeflow/Deployment/old']);
});
