/**
 * The part of the installation that makes or takes manifests: what `apply/index.ts` opens to whoever deploys, and
 * `index.ts` does not open to the portal.
 */
export { createBases } from './bases';
export {
  componentOf,
  componentOfManifest,
  type ComponentQuestion,
} from './componentOf';
export type {
  EksKnowledge,
  ImageCopy,
  InstallationBases,
  PreflightRequest,
  PreflightTarget,
  RenderedInstallation,
  RenderOptions,
} from './contract';
export { imagesOf } from './images/imagesOf';
export { preflight } from './preflight/preflight';
export { renderInstallation } from './renderInstallation';
export { makeOnlyDefault } from './storage/defaultClass';
export { repairDefaultClass } from './storage/repairDefaultClass';
