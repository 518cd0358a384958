export type * from './contract';
export { pruneRevisions } from './pruneRevisions';
export { listRevisions, readRevision } from './readRevision';
export {
  chooseRevision,
  revisionRecord,
  withRevision,
} from './revisionRecords';
export { storeRevision } from './storeRevision';
