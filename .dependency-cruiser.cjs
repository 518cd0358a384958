/**
 * Arrows point one way:
 *
 *   kubeflow-common  <-  kubeflow-node  <-  actions/toolkit  <-  actions/<one action>
 *                                       <-  kubeflow-backend and the backend modules
 *   kubeflow-common  <-  kubeflow (frontend)
 *
 * Each rule has a planted violation in scripts/check-arrows.mjs that must be caught.
 */
const plugin = name => `^plugins/${name}/`;
const CORE = '^plugins/kubeflow-(common|node)/';
const TEST =
  '(\\.test\\.(fixture\\.)?tsx?$|/testing/|/dev/|__fixtures__|/contracts/)';
const rule = (name, from, to, comment) => ({
  name,
  severity: 'error',
  from,
  to,
  comment,
});

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    rule('everything-resolves', {}, { couldNotResolve: true }),
    rule('no-circular', {}, { circular: true }),
    rule(
      'common-is-a-leaf',
      { path: plugin('kubeflow-common') },
      {
        path: '^(actions|plugins|packages)/',
        pathNot: plugin('kubeflow-common'),
      },
    ),
    rule(
      'common-is-isomorphic',
      { path: `${plugin('kubeflow-common')}src`, pathNot: TEST },
      { dependencyTypes: ['core'] },
    ),
    rule(
      'node-imports-only-common',
      { path: plugin('kubeflow-node'), pathNot: TEST },
      { path: '^(actions|plugins|packages)/', pathNot: CORE },
    ),
    rule(
      'core-is-framework-free',
      { path: `${CORE}src`, pathNot: '/src/backstage/' },
      { path: 'node_modules/(@backstage|@actions|react|express)/' },
      'Only src/backstage may know Backstage.',
    ),
    rule(
      'core-does-not-need-its-backstage-door',
      { path: `${CORE}src`, pathNot: '/src/backstage/' },
      { path: `${CORE}src/backstage/` },
    ),
    rule(
      'plugins-never-import-actions',
      { path: '^plugins/' },
      { path: '^actions/' },
    ),
    rule(
      'actions-import-only-the-core',
      { path: '^actions/', pathNot: TEST },
      { path: '^(plugins|packages)/', pathNot: CORE },
    ),
    rule(
      'actions-use-no-backstage-door',
      { path: '^actions/' },
      { path: '/src/backstage/' },
    ),
    rule(
      'actions-do-not-import-each-other',
      { path: '^actions/([^/]+)/' },
      { path: '^actions/', pathNot: '^actions/($1|toolkit)/' },
    ),
    rule(
      'only-toolkit-knows-the-runner',
      { path: '^actions/', pathNot: '^actions/toolkit/' },
      { path: 'node_modules/@actions/' },
    ),
    rule(
      'the-portal-never-writes-to-a-cluster',
      { path: '^plugins/', pathNot: plugin('kubeflow-node') },
      { path: `${plugin('kubeflow-node')}src/apply/` },
    ),
    rule(
      'frontend-imports-only-common',
      { path: plugin('kubeflow') },
      {
        path: '^(actions|plugins|packages)/',
        pathNot: '^plugins/kubeflow(-common)?/',
      },
    ),
    rule(
      'backends-do-not-import-each-other',
      { path: '^plugins/([^/]*backend[^/]*)/' },
      { path: '^plugins/', pathNot: '^plugins/($1|kubeflow-(common|node))/' },
    ),
    rule(
      'production-does-not-import-the-local-fleet',
      { path: '^(actions|plugins)/', pathNot: TEST },
      { path: '^packages/' },
    ),
    rule(
      'production-does-not-import-tests',
      { path: '/src/', pathNot: TEST },
      { path: TEST },
    ),
  ],
  options: {
    // Sees `import type` too.
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    // Only our own dist: excluding every dist/ would hide node_modules/@backstage/*/dist
    // and silence the framework rule.
    exclude: {
      path: '^(actions/dist|plugins/[^/]+/dist|packages/[^/]+/dist)/',
    },
    // '@actions/core' 3 is ESM only: without 'import' it stays unresolved and escapes path rules.
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'types', 'default'],
      mainFields: ['module', 'main'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json', '.d.ts'],
    },
  },
};
