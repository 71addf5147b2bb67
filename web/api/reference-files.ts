import { EDITIONS } from '../../shared/domain/form/catalogue.ts';
import packageFile from '../../package.json' with { type: 'json' };
import examples from './examples.json' with { type: 'json' };
import { openApiText } from './openapi.ts';
import { writeFunctionsFile } from './functions-document.ts';
import { writeRulesDocument } from './rules-document.ts';
import { schemaText } from '../site/schemas.ts';

/** Files of docs/ that are drawn from the code, by their names there. */
export const REFERENCE_FILES: ReadonlyMap<string, string> = new Map([
  ['rules.md', writeRulesDocument()],
  ['functions.csv', writeFunctionsFile()],
  ['openapi.json', openApiText(packageFile.version, examples)],
  ...EDITIONS.map((edition) => [`schemas/report-${edition}.schema.json`, schemaText(edition)] as const),
]);
