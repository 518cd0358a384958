// Some packages (@actions/core 3, @actions/github 9) export only "import", and
// jest asks for "require": the Backstage preset transforms them all the same.
module.exports = (request, options) => {
  try {
    return options.defaultResolver(request, options);
  } catch (notRequirable) {
    try {
      return options.defaultResolver(request, {
        ...options,
        conditions: ['node', 'import', 'default'],
      });
    } catch {
      throw notRequirable;
    }
  }
};
