/** What typed clients of `@kubernetes/client-node` need to use another transport; see `clientNode.ts`. */
export { ResponseContext, wrapHttpLibrary } from '@kubernetes/client-node';
