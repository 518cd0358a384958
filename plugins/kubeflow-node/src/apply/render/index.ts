export { checkKubectl, type KubectlVersion } from './checkKubectl';
export { renderKustomization, type RenderRequest } from './renderKustomization';
