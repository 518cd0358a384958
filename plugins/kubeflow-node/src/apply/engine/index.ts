export { applyManifests } from './applyManifests';
export {
  uninstallManifests,
  type UninstallRequest,
} from './uninstallManifests';
