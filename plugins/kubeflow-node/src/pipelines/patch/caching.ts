import { mapTasks } from '../spec/dags';
import { type Mapping, withAt } from '../spec/plainData';

/** Sets caching for every task of every DAG: KFP has no switch for a whole run. */
export const withCaching = (spec: unknown, enableCache: boolean): Mapping =>
  mapTasks(spec, task =>
    withAt(task, ['cachingOptions', 'enableCache'], enableCache),
  );
