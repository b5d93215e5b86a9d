// Plain JavaScript without recent features: whichever Node runs this file must get as far as the sentence that says
// which Node is needed. CommonJS, as Node loads no ES module from a path with a backslash.
const { readFileSync } = require('fs');
const path = require('path');
const { pathToFileURL } = require('url');

const root = path.join(__dirname, '..');
const needed = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')).engines.node.replace('>=', '');

const isOlder = (found, wanted) => {
  const [a, b] = [found, wanted].map((version) => version.split('.').map(Number));
  const differing = [0, 1, 2].filter((part) => a[part] !== b[part])[0];
  return differing !== undefined && a[differing] < b[differing];
};

/** Characters to which Node, vite or esbuild gives a meaning of its own in a path; Windows allows only the first. */
const special = (process.platform === 'win32' ? /#/ : /[#?*\\]/).exec(root);

const refuse = (sentence) => {
  console.error(sentence);
  process.exitCode = 2;
};

/** Runs the compiled kit; or the sources, which start more slowly, if nothing can be compiled. */
const start = async () => {
  const { compiledKit } = await import('./compile-kit.mjs');
  const folder = await compiledKit(root);
  if (folder === undefined) {
    const { register } = await import('tsx/esm/api');
    register();
    const { run } = await import('./main.ts');
    return run(root);
  }
  const { enableCompileCache } = await import('module');
  // Node 22 and later; the judge's processes learn of the cache from the environment.
  if (enableCompileCache && process.env.NODE_COMPILE_CACHE === undefined) {
    process.env.NODE_COMPILE_CACHE = path.join(path.dirname(folder), 'v8');
    enableCompileCache(process.env.NODE_COMPILE_CACHE);
  }
  const { run } = await import(pathToFileURL(path.join(folder, 'main.mjs')).href);
  return run(root);
};

const isMissingPackage = (error) => error.code === 'ERR_MODULE_NOT_FOUND' && /Cannot find package/.test(error.message);

if (isOlder(process.versions.node, needed)) {
  refuse(
    'Racelings needs Node ' + needed + ' or newer, and this is Node ' + process.versions.node + ': https://nodejs.org',
  );
} else if (special) {
  refuse('Racelings cannot run in a folder with `' + special[0] + '` in its path: ' + root + '\nMove or rename it.');
} else {
  start().catch((error) => {
    if (!isMissingPackage(error)) throw error;
    refuse('Some packages that Racelings needs are not there: run `npm install` first.');
  });
}
