/** The built-in list of what agencies are there for, as a file that an operator changes and loads. */
import { BUILT_IN_FUNCTIONS } from '../../shared/domain/roster/agency-functions.ts';

/** Nothing in it needs quotes. */
export const writeFunctionsFile = (): string =>
  [
    'id,name,english,patterns',
    ...BUILT_IN_FUNCTIONS.map(({ id, name, patterns }) => [id, name.zh, name.en, patterns.join('|')].join()),
    '',
  ].join('\n');
