// Compiles TypeScript and ES modules for jest, import() included. Backstage's own transform leaves
// import() to Node, which in jest needs a flag that in turn forbids packages of type "module".
const { createTransformer } = require('@swc/jest');

const compile = syntax =>
  createTransformer({
    inputSourceMap: false,
    jsc: { parser: { syntax }, target: 'es2023' },
    module: { type: 'commonjs', exportInteropAnnotation: true },
  });

const ofSources = compile('typescript');
const ofPackages = compile('ecmascript');
const ES_MODULE = /\b(?:import|export)\b/;

module.exports = {
  process(source, file, options) {
    if (/\.[mc]?ts$/.test(file))
      return ofSources.process(source, file, options);
    return ES_MODULE.test(source)
      ? ofPackages.process(source, file, options)
      : { code: source };
  },
  getCacheKey: ofSources.getCacheKey,
};
