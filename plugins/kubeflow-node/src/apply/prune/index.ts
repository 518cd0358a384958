export type * from './contract';
export { decidePrune } from './decidePrune';
export {
  pruneMembers,
  type PruneOptions,
  type PruneReport,
} from './pruneMembers';
