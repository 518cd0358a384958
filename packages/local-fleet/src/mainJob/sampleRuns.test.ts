import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { hasReason } from '@kubeflow-fleet/plugin-kubeflow-common';
import { parse } from 'yaml';
import { sampleEngine } from './sampleRuns';

const reasonOf = (fault: string) => {
  try {
    sampleEngine(fault);
    return undefined;
  } catch (error) {
    return hasReason(error, 'UnknownTask') ? (error as Error).message : error;
  }
};

it('plays every task of the sample pipeline', async () => {
  const path = resolve(__dirname, '../../pipelines/churn_training.yaml');
  const pipeline = parse(await readFile(path, 'utf8'));
  expect(Object.keys(sampleEngine(undefined).tasks ?? {}).sort()).toEqual(
    Object.keys(pipeline.root.dag.tasks).sort(),
  );
});

it('lets the named task fail, and no other', () => {
  const tasks = sampleEngine('train=out-of-memory').tasks ?? {};
  expect(tasks.train?.fail).toEqual({ kind: 'out-of-memory' });
  expect(tasks.prepare?.fail).toBeUndefined();
});

it('gives a task that ends with a code the log of an error', () => {
  expect(sampleEngine('train').tasks?.train?.logLines).toContain(
    'ValueError: math domain error',
  );
});

it.each(['deploy', 'train=sadness', '', 'constructor'])(
  'refuses %j and lists what there is',
  fault => {
    expect(reasonOf(fault)).toContain('Name one of prepare, train, evaluate');
  },
);
