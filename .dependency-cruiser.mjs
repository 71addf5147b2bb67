/**
 * Who may import whom. Dependencies point down; where only values are fenced in, types may be looked up.
 * `tsPreCompilationDeps` below makes type imports visible, and tells them apart as `type-only`.
 */
const outside = (...names) => `(^|/)node_modules/(${names.join('|')})/`;
const TYPE_ONLY = ['type-only'];

/** A folder may use these, and nothing else: everything not listed is an error. */
const only = (name, comment, from, allowedPaths, extra = {}) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from, ...(extra.except ? { pathNot: extra.except } : {}) },
  to: { pathNot: allowedPaths, ...(extra.types ? { dependencyTypesNot: TYPE_ONLY } : {}) },
});

const AWS_SDK = outside('@aws-sdk', '@smithy');
const ERRORS = '^shared/errors\\.ts$';
const WIRES = '^(functions/[^/]+|web(/(downloads|account|office))?)/index\\.ts$';

/** Rooms of the domain, from the ground up: each may use those below it that it names. */
const ROOMS = {
  basics: [],
  authority: ['basics'],
  roster: ['basics', 'authority'],
  authority: ['basics'],
  search: ['basics'],
  form: ['basics'],
  map: ['basics'],
  findings: ['basics', 'form'],
  suspects: ['basics', 'form', 'findings'],
  narrative: ['basics', 'roster', 'search', 'form', 'findings'],
  rules: ['basics', 'authority', 'roster', 'form', 'findings', 'narrative'],
  document: ['basics', 'form', 'findings', 'narrative', 'rules'],
  convert: ['basics', 'roster', 'search', 'form', 'narrative', 'document'],
  standing: ['basics', 'authority', 'roster', 'form', 'findings', 'narrative', 'rules', 'document'],
  verdict: ['basics', 'roster', 'form', 'findings', 'suspects', 'narrative', 'rules', 'document', 'standing'],
  draft: ['basics', 'form', 'standing'],
  compliance: ['basics', 'roster', 'form', 'findings', 'rules', 'standing'],
  desk: ['basics', 'authority', 'document', 'standing', 'compliance'],
  assessment: ['basics', 'form', 'findings', 'narrative', 'rules', 'standing', 'desk'],
};
const roomRules = Object.entries(ROOMS).map(([room, below]) => ({
  name: `domain-${room}`,
  comment: 'Rooms of the domain use those below them.',
  severity: 'error',
  from: { path: `^shared/domain/${room}/` },
  to: { path: '^shared/domain/', pathNot: `^shared/domain/(${[room, ...below].join('|')})/` },
}));

/** Rooms of the web by feature, from the ground up; `client` and `downloads` have rules of their own below. */
const WEB_ROOMS = {
  texts: [],
  site: ['texts'],
  http: ['texts', 'site'],
  form: ['texts', 'site'],
  region: ['texts', 'site', 'http', 'form'],
  home: ['texts', 'site', 'http', 'region'],
  agency: ['texts', 'site', 'http', 'form', 'region'],
  history: ['texts', 'site', 'http', 'form', 'agency'],
  compliance: ['texts', 'site', 'http', 'region'],
  search: ['texts', 'site', 'http'],
  compare: ['texts', 'site', 'http', 'region', 'search'],
  departments: ['texts', 'site', 'http', 'region'],
  assessment: ['texts', 'site', 'http', 'region'],
  figures: ['texts', 'site', 'http', 'region'],
  check: ['texts', 'site', 'http', 'form', 'file'],
  file: ['texts', 'site', 'http', 'form', 'region', 'agency', 'search'],
  rules: ['texts', 'site', 'http', 'region'],
  publications: ['texts', 'site', 'http'],
  office: ['texts', 'site', 'http', 'downloads', 'region', 'api'],
  account: ['texts', 'site', 'http'],
  archive: ['texts', 'site', 'http', 'file'],
  api: [
    'texts',
    'site',
    'http',
    'region',
    'agency',
    'history',
    'compliance',
    'search',
    'rules',
    'publications',
    'archive',
    'departments',
    'assessment',
    'figures',
  ],
};
const webRoomRules = Object.entries(WEB_ROOMS).map(([room, below]) => ({
  name: `web-${room}`,
  comment: 'A feature of the web uses those below it.',
  severity: 'error',
  from: { path: `^web/${room}/` },
  to: { path: '^web/[^/]+/', pathNot: `^web/(${[room, ...below].join('|')})/` },
}));

export default {
  forbidden: [
    ...roomRules,
    ...webRoomRules,
    {
      name: 'web-rooms',
      comment: 'A file of the web stands with its feature.',
      severity: 'error',
      from: {},
      to: {
        path: '^web/[^/]+/',
        pathNot: `^web/(${Object.keys(WEB_ROOMS).join('|')}|client|downloads|generated|styles)/`,
      },
    },
    {
      name: 'domain-rooms',
      comment: 'A file of the domain stands in one of its rooms.',
      severity: 'error',
      from: {},
      to: { path: '^shared/domain/', pathNot: `^shared/domain/(${Object.keys(ROOMS).join('|')})/` },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'resolvable',
      comment: 'An import that leads nowhere is invisible to every other rule.',
      severity: 'error',
      // Made by the web build, absent in a fresh checkout.
      from: { pathNot: '^web/' },
      to: { couldNotResolve: true },
    },
    {
      name: 'nothing-imports-test',
      severity: 'error',
      from: { pathNot: '^(test|bench)/|^vitest\\.config\\.ts$' },
      to: { path: '^test/' },
    },
    {
      name: 'nothing-imports-bench',
      severity: 'error',
      from: { pathNot: '^(test|bench)/' },
      to: { path: '^bench/' },
    },
    {
      name: 'production-packages-only',
      comment: 'What runs in production is a dependency, not a devDependency.',
      severity: 'error',
      from: { path: '^(shared|functions|web|local|cli)/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: TYPE_ONLY },
    },
    only('domain', 'The domain stands on nothing.', '^shared/domain/', ['^shared/domain/']),
    only('errors', 'The three families stand on nothing.', ERRORS, ['^$']),
    only('contracts', 'Contracts know the domain and what parses (zod, csv-parse).', '^shared/contracts/', [
      '^shared/(domain|contracts)/',
      ERRORS,
      outside('zod', 'csv-parse'),
    ]),
    only(
      'letters',
      'What is written to people knows the domain and what writes (csv-stringify, Hono’s html).',
      '^shared/letters/',
      ['^shared/(domain|letters)/', outside('csv-stringify', 'hono/dist/(types/)?helper/html')],
    ),
    {
      name: 'table-at-the-adapter',
      comment: 'Keys and items are the adapter’s: everybody else has records of the domain.',
      severity: 'error',
      from: { pathNot: '^(shared/(contracts|adapters)/|test/|bench/)' },
      to: { path: '^shared/contracts/table/' },
    },
    only(
      'adapters',
      'Adapters know the domain, contracts, the AWS SDK, what mails, signs in, asks portals, and writes Parquet.',
      '^shared/adapters/',
      [
        '^shared/(domain|contracts|adapters)/',
        ERRORS,
        AWS_SDK,
        outside('zod', 'nodemailer', 'openid-client', 'hyparquet-writer'),
        '^node:',
        '^(crypto|events|os|zlib|stream|buffer|util|timers/promises|fs/promises|path|http|https|net|dns/promises)$',
      ],
    ),
    only(
      'runtime',
      'The runtime knows the domain (an instant is its type), the names of the wiring, zod and the logger.',
      '^shared/runtime/',
      [
        '^shared/(runtime|domain)/',
        '^shared/contracts/wiring\\.ts$',
        ERRORS,
        outside('zod', '@aws-lambda-powertools'),
        '^(node:|(process|crypto|http|timers/promises)$)',
      ],
      { types: true },
    ),
    only(
      'pipeline',
      'The work itself knows domain and contracts; what talks to AWS or reads a clock is handed to it.',
      '^shared/pipeline/',
      ['^shared/(domain|contracts|letters|pipeline)/', ERRORS, outside('p-map'), '^util$'],
      { types: true },
    ),
    only(
      'handlers',
      'What handlers do alike: contracts and the families of errors; clients and the runtime are handed to it.',
      '^shared/handlers/',
      ['^shared/(contracts|handlers)/', ERRORS, outside('@aws-lambda-powertools/batch')],
      { types: true },
    ),
    only(
      'readers',
      'What reads files knows layouts and what parses markup, and runs in browser and Node alike; large libraries are handed to it.',
      '^shared/readers/',
      ['^shared/(domain|readers)/', outside('htmlparser2')],
    ),
    {
      name: 'shared-stands-alone',
      severity: 'error',
      from: { path: '^shared/' },
      to: { path: '^(functions|web|cdk|local|cli|generator|demonstration|bench)/' },
    },
    {
      name: 'functions-apart',
      comment: 'A function never reaches into another; what two need is shared.',
      severity: 'error',
      from: { path: '^functions/([^/]+)/' },
      to: { path: '^(functions/(?!$1/)|web/|cdk/|local/|cli/|generator/|demonstration/)' },
    },
    {
      name: 'values-are-wired-in-index',
      comment: 'Clients, adapters and the runtime enter through index.ts; everything else is given them.',
      severity: 'error',
      from: { path: '^(functions|web)/', pathNot: [WIRES, '^web/(build|local-handlers)\\.tsx?$'] },
      to: { path: ['^shared/(adapters|runtime)/', AWS_SDK], dependencyTypesNot: TYPE_ONLY },
    },
    {
      name: 'index-is-not-imported',
      comment: 'index.ts connects to AWS as it loads. The local runner does that on purpose, dynamically.',
      severity: 'error',
      from: { pathNot: '^(local|cli|test|bench)/' },
      to: { path: WIRES },
    },
    {
      name: 'web-apart',
      severity: 'error',
      from: { path: '^web/' },
      to: { path: '^(functions|cdk|local|cli|generator|demonstration)/' },
    },
    only(
      'client',
      'The browser draws charts with Chart.js, and checks with the rules and views that the server has, which are pure.',
      '^web/client/',
      [
        '^web/(client|check|file|form|site|texts)/',
        '^web/downloads/(official-docx|docx-parts|report-text)\\.ts$',
        '^shared/(domain|readers)/',
        outside('chart\\.js', 'hono', 'idb-keyval', 'pdfjs-dist', '@e965/xlsx'),
      ],
      { types: true },
    ),
    only(
      'checked-document',
      'What the browser does with a document is the domain’s; the server’s contracts would bring zod along.',
      '^web/(check/checked-document|form/(suspect-groups|shown-finding|figures-read))\\.ts$',
      ['^web/form/(suspect-groups|shown-finding|figures-read)\\.ts$', '^shared/domain/'],
    ),
    only(
      'cdk',
      'The deployment knows names and wiring and bundles the functions; it knows them only by the types of their variables.',
      '^cdk/',
      [
        '^cdk/',
        '^shared/contracts/(wiring|edge-routes|site-parameters|node-bundle|bucket/object-keys)\\.ts$',
        outside('aws-cdk-lib', 'constructs', 'cdk-nag', 'esbuild'),
        '^(path|url|fs(/promises)?|child_process|node:.*)$',
      ],
      { types: true },
    ),
    {
      name: 'cdk-types',
      comment: 'Of the functions, cdk sees env.ts alone.',
      severity: 'error',
      from: { path: '^cdk/' },
      to: {
        path: '^(functions|web)/',
        pathNot: '^(functions/[^/]+|web(/(downloads|account|office))?)/env\\.ts$',
      },
    },
    {
      name: 'local-and-cli',
      comment: 'They run what is there: shared, functions, web; never the deployment.',
      severity: 'error',
      from: { path: '^(local|cli)/' },
      to: { path: '^cdk/' },
    },
    {
      name: 'local-below-cli',
      severity: 'error',
      from: { path: '^(local|generator|demonstration)/' },
      to: { path: '^cli/' },
    },
    {
      name: 'cdk-lib-in-cdk-only',
      severity: 'error',
      from: { pathNot: '^(cdk|test)/' },
      to: { path: outside('aws-cdk-lib', 'constructs', 'cdk-nag') },
    },
    {
      name: 'engines-in-local-only',
      severity: 'error',
      from: { pathNot: '^(local|test|bench)/' },
      to: { path: outside('s3rver', '@dynoxide') },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(web/generated|cdk\\.out|dist|coverage|docs|\\.git|\\.gouji)/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
    },
    builtInModules: { add: [] },
    skipAnalysisNotInRules: false,
  },
};
