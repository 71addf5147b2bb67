/**
 * What each address of the site may be asked for, by the routes' own patterns: the site answers for it, and the distribution
 * keeps its answers by nothing else.
 */
const FILE = ['lang', 'asOf'];
const PAGED = ['lang', 'asOf', 'limit', 'cursor'];
const COMPLIANCE = ['asOf', 'since', 'list', 'kind', 'district', 'consolidated', 'sort', 'page'];

const DEPARTMENTS = ['asOf', 'year', 'with', 'measure', 'pool', 'function', 'sort'];

/** A page knows `lang` and `theme`, too. */
export const PAGE_PARAMETERS: Readonly<Record<string, readonly string[]>> = {
  '/': ['asOf'],
  '/rules': [],
  '/check': [],
  '/file': ['agency', 'year', 'step', 'q'],
  '/api': [],
  '/downloads': ['region'],
  '/downloads/parts/:part': [],
  '/downloads/dictionary': [],
  '/search': ['q', 'page'],
  '/compare': ['asOf', 'measure', 'year', 'pool', 'with', 'q'],
  '/regions': ['asOf'],
  '/regions/:code': ['asOf'],
  '/regions/:code/years': ['asOf'],
  '/regions/:code/departments': [...DEPARTMENTS, 'page'],
  '/regions/:code/years/:year': [
    'asOf',
    'kind',
    'measure',
    'bars',
    'regionsFrom',
    'agenciesFrom',
    'sort',
    'q',
  ],
  '/regions/:code/years/:year/publications': ['asOf'],
  '/regions/:code/years/:year/figures': ['asOf', 'with', 'measure', 'sort', 'map'],
  '/regions/:code/years/:year/draft': ['asOf'],
  '/compliance': COMPLIANCE,
  '/compliance/:code': COMPLIANCE,
  '/compliance/:code/:year': COMPLIANCE,
  '/compliance/:code/:year/assessment': ['asOf', 'sort', 'page'],
  '/agencies/:id': ['asOf'],
  '/agencies/:id/disclosure': [],
  '/agencies/:id/years': ['asOf'],
  '/agencies/:id/years/:year': ['asOf', 'previous'],
  '/agencies/:id/years/:year/history': ['asOf', 'from', 'to', 'page'],
  '/agencies/:id/years/:year/assessment': ['asOf'],
  '/agencies/:id/years/:year/submissions': ['asOf'],
  '/agencies/:id/years/:year/submissions/:submissionId': ['asOf', 'previous'],
};

export const FILE_PARAMETERS: Readonly<Record<string, readonly string[]>> = {
  '/compliance/:code/:year{.+\\.csv}': ['lang', ...COMPLIANCE],
  '/compliance/:code/:year/tables/:file{(agencies\\.(csv|xlsx)|changes\\.xlsx|notice\\.docx)}': [
    'lang',
    ...COMPLIANCE,
  ],
  '/regions/:code/years/:year/tables/:file{[a-z-]+\\.(csv|xlsx|json)}': [
    ...FILE,
    'kind',
    'measure',
    'dataset',
  ],
  '/regions/:code/years/:year/consolidated.docx': FILE,
  '/regions/:code/years/:year/figures/tables/:file{[a-z-]+\\.(csv|xlsx|json)}': [
    ...FILE,
    'with',
    'measure',
    'sort',
    'map',
  ],
  '/regions/:code/departments/tables/:file{(functions|agencies|regions|reasons)\\.(csv|xlsx|json)}': [
    'lang',
    ...DEPARTMENTS,
  ],
  '/agencies/:id/tables/:file{[a-z-]+\\.(csv|xlsx|json)}': FILE,
  '/compliance/:code/:year/assessment/tables/:file{(scores|facts)\\.(csv|xlsx|json)}': [...FILE, 'sort'],
  '/agencies/:id/years/:year/assessment/tables/:file{(scores|facts)\\.(csv|xlsx|json)}': FILE,
  '/agencies/:id/years/:year/:file{form\\.(csv|xlsx|json|docx)}': FILE,
  // The same bytes whenever it is asked for, or none: no past is shown of what has been kept back since.
  '/agencies/:id/years/:year/submissions/:submissionId/document.json': ['lang'],
  '/compare/tables/:file{(side|years)\\.(csv|xlsx|json)}': [...FILE, 'measure', 'year', 'pool', 'with'],
};

export const API_PARAMETERS: Readonly<Record<string, readonly string[]>> = {
  '/api/v1/health': ['lang'],
  '/api/v1/rules': ['lang'],
  '/api/v1/openapi.json': ['lang'],
  '/api/v1/search': ['lang', 'q'],
  '/api/v1/connection': ['lang'],
  '/api/v1/validate': ['lang'],
  '/api/v1/regions/:code/years/:year': PAGED,
  '/api/v1/regions/:code/years/:file{[^/]+\\.csv}': [...FILE, 'dataset'],
  '/api/v1/regions/:code/years/:year/publications': FILE,
  '/api/v1/regions/:code/years/:year/publications.html': FILE,
  '/api/v1/regions/:code/years/:year/figures': [...FILE, 'with', 'measure'],
  '/api/v1/regions/:code/departments': [...FILE, 'year', 'with', 'measure', 'pool', 'function'],
  '/api/v1/regions/:code/series': ['lang', 'asOf', 'from', 'to'],
  '/api/v1/archive': ['lang', 'region'],
  '/api/v1/archive/:part': ['lang'],
  '/api/v1/archive/:part/:file': ['lang', 'from', 'to'],
  '/api/v1/dictionary': ['lang', 'key'],
  '/api/v1/dictionary.csv': ['lang'],
  '/api/v1/compliance/:code/:year': [...PAGED, 'list', 'since', 'consolidated'],
  '/api/v1/compliance/:code/:year/assessment': FILE,
  '/api/v1/agencies/:id/disclosure': ['lang'],
  '/api/v1/agencies/:id/years/:year': PAGED,
  '/api/v1/agencies/:id/years/:year/assessment': FILE,
  '/api/v1/agencies/:id/years/:year/diff': [...FILE, 'from', 'to'],
  '/api/v1/agencies/:id/years/:year/submissions/:submissionId': ['lang'],
};

export const THEMES = ['auto', 'light', 'dark'] as const;

/** What messengers and advertisers append to links that people pass on. */
export const TRACKING =
  /^(?:utm_\w*|spm|isappinstalled|from|share\w*|scene|clicktime|enterid|nsukey|timestamp|weixin\w*|bd_vid|\w*clid)$/i;
