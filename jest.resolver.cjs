// Sources import './x.js', the compiled file; the specs run from './x.ts'.
module.exports = (request, options) => {
  const ours = !options.basedir.includes('/node_modules/');
  if (ours && /^\.{1,2}\//.test(request) && request.endsWith('.js')) {
    try {
      return options.defaultResolver(request.replace(/\.js$/, '.ts'), options);
    } catch {
      // The import names a real .js file.
    }
  }
  return options.defaultResolver(request, options);
};
