/**
 * What this project uses of `@kubernetes/client-node`, by name: a bundler keeps the whole of a package
 * that is reached by `import()`, 15 MB of generated models here, but of this module only its exports.
 */
export { KubeConfig, PortForward } from '@kubernetes/client-node';
