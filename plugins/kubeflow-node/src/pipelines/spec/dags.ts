import { at, isMapping, type Mapping, mapValues, withAt } from './plainData';

const withTasks = (
  component: unknown,
  replace: (task: unknown, name: string) => unknown,
): unknown =>
  isMapping(at(component, 'dag', 'tasks'))
    ? withAt(
        component,
        ['dag', 'tasks'],
        mapValues(at(component, 'dag', 'tasks'), replace),
      )
    : component;

/** The spec with every task replaced: those of the root and those of every component. */
export const mapTasks = (
  spec: unknown,
  replace: (task: unknown, name: string) => unknown,
): Mapping =>
  mapValues(spec, (value, key) => {
    if (key === 'root') return withTasks(value, replace);
    return key === 'components'
      ? mapValues(value, component => withTasks(component, replace))
      : value;
  });
