import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { KubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';
import type { StoredWorkflow } from './memoryWorkflows';
import type {
  ExperimentRow,
  PipelineRow,
  RecurringRunRow,
  RunRow,
  VersionRow,
} from './rows';
import { Table } from './table';

/** Everything that the emulator remembers. Names are indexed as the database's collation compares them. */
export interface KfpStore {
  readonly experiments: Table<ExperimentRow>;
  readonly pipelines: Table<PipelineRow>;
  readonly versions: Table<VersionRow>;
  readonly runs: Table<RunRow>;
  readonly recurringRuns: Table<RecurringRunRow>;
  /** Used by the default workflow port only. */
  readonly workflows: Table<StoredWorkflow>;
  /** Writes what is not written yet. */
  flush(): void;
}

const NAMES = [
  'experiments',
  'pipelines',
  'versions',
  'runs',
  'recurringRuns',
  'workflows',
] as const;

type Name = (typeof NAMES)[number];

/** Two names are the same when this is: the database compares without case. */
export const collated = (name: string): string => name.toLowerCase();

const createTables = (changed: (name: Name) => void) => ({
  experiments: new Table<ExperimentRow>(() => changed('experiments')).index(
    'name',
    row => `${row.namespace}/${collated(row.name)}`,
  ),
  pipelines: new Table<PipelineRow>(() => changed('pipelines')).index(
    'name',
    row => `${row.namespace}/${collated(row.name)}`,
  ),
  versions: new Table<VersionRow>(() => changed('versions'))
    .index('pipeline', row => row.pipelineId)
    .index('name', row => `${row.pipelineId}/${collated(row.name)}`),
  runs: new Table<RunRow>(() => changed('runs'))
    .index('experiment', row => row.experimentId)
    .index('namespace', row => row.namespace)
    .index('recurring', row =>
      row.recurringRunId
        ? `${row.recurringRunId}/${collated(row.displayName)}`
        : undefined,
    ),
  recurringRuns: new Table<RecurringRunRow>(() =>
    changed('recurringRuns'),
  ).index('experiment', row => row.experimentId),
  workflows: new Table<StoredWorkflow>(() => changed('workflows')),
});

/** A store that forgets when the process ends. */
export const createMemoryStore = (): KfpStore => ({
  ...createTables(() => {}),
  flush: () => {},
});

/** Removes every row. */
export const clearStore = (store: KfpStore): void => {
  for (const name of NAMES)
    for (const { id } of [...store[name].values()]) store[name].delete(id);
};

const readRows = (path: string): readonly { readonly id: string }[] => {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
  try {
    const rows: unknown = JSON.parse(text);
    if (Array.isArray(rows)) return rows;
  } catch (cause) {
    throw damaged(path, cause);
  }
  throw damaged(path);
};

const damaged = (path: string, cause?: unknown) =>
  new KubeflowError('InputError', {
    subject: path,
    fact: 'the saved state of the emulated Kubeflow Pipelines is not a JSON list',
    reason: 'DamagedState',
    remedy: 'Delete the file, or the whole folder, to start empty',
    cause,
  });

/**
 * A store that lives in `directory`, one JSON file for each table. A file is replaced whole and atomically,
 * at most 50 ms after a change, so that a kill never leaves half a file.
 *
 * @throws KubeflowError `InputError`, reason `DamagedState`, when a file can not be read back.
 */
export const openFileStore = (directory: string): KfpStore => {
  mkdirSync(directory, { recursive: true });
  const dirty = new Set<Name>();
  let timer: NodeJS.Timeout | undefined;
  const pathOf = (name: Name) => join(directory, `${name}.json`);
  let loading = true;
  const tables = createTables(name => {
    if (loading) return;
    dirty.add(name);
    timer ??= setTimeout(flush, 50);
    timer.unref();
  });
  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    for (const name of dirty) {
      const next = `${pathOf(name)}.next`;
      writeFileSync(next, JSON.stringify([...tables[name].values()]));
      renameSync(next, pathOf(name));
    }
    dirty.clear();
  };
  for (const name of NAMES) {
    const table = tables[name] as unknown as Table<{
      readonly id: string;
    }>;
    for (const row of readRows(pathOf(name))) table.put(row);
  }
  loading = false;
  return { ...tables, flush };
};
