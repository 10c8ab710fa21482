// Sources import './x.js' (what Node will run); here the file is still './x.ts'.
module.exports = (request, options) => {
  const ours = !options.basedir.includes('/node_modules/');
  if (ours && /^\.{1,2}\//.test(request) && request.endsWith('.js')) {
    try {
      return options.defaultResolver(request.replace(/\.js$/, '.ts'), options);
    } catch {
      // A real .js file.
    }
  }
  return options.defaultResolver(request, options);
};
