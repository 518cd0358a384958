export { applyManifests } from './applyManifests';
export {
  rollbackTo,
  type NotRolledBack,
  type RollbackRequest,
  type RollbackResult,
} from './rollbackTo';
export {
  uninstallManifests,
  type UninstallRequest,
} from './uninstallManifests';
