/** The part of docs/demonstration.md that is drawn from the generator. */
import { makeRoster } from '../generator/universe.ts';
import { plantedFlaws, type PlantedFlaw } from './index.ts';
import { LIUZHOU } from './liuzhou.ts';

const START = '<!-- planted flaws: made by demonstration/document-flaws.ts -->\n';
const END = '<!-- end of planted flaws -->\n';

/** The document with its table of planted flaws brought up to date. */
export function withFlawTable(document: string): string {
  const [before, rest] = document.split(START);
  const after = rest?.split(END)[1];
  if (before === undefined || after === undefined) throw new TypeError('the document lacks its marks');
  return `${before}${START}\n<!-- prettier-ignore-start -->\n${flawTable(plantedFlaws())}<!-- prettier-ignore-end -->\n\n${END}${after}`;
}

/** Markdown; one line a flaw. */
function flawTable(flaws: readonly PlantedFlaw[]): string {
  const names = new Map(makeRoster(LIUZHOU).map(({ id, name }) => [id, name]));
  const lines = flaws.map(
    ({ flaw, place: { year, agencyId }, says, rules }) =>
      `| ${year} | \`${agencyId}\` ${names.get(agencyId) ?? ''} | \`${flaw}\` | ${rules.join(', ')} | ${says.zh}<br>${says.en} |\n`,
  );
  return `| year | agency | flaw | rules | what |\n| --- | --- | --- | --- | --- |\n${lines.join('')}`;
}
