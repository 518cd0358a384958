/**
 * The only writer of manifests to a cluster. Its own door, `@kubeflow-fleet/plugin-kubeflow-node/apply`, so
 * that nothing of the portal can import it by the way.
 */
export { createObjectApi, type ObjectApiOptions } from './api/createObjectApi';
export * from './api/objectApi';
export * from './changeSet';
export * from './contract';
export * from './engine';
export * from './diff';
export * from './drift';
export * from './inventory';
export * from './lease';
export * from './manifest';
export * from './manifests';
export * from './plan';
export * from './prune';
export * from '../installation/manifestsDoor';
export * from './render';
export * from './revisions';
export * from './status';
export * from './wait';
