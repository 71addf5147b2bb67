/** What a file says of itself, as lines of a label and a text. */
import { printChinaMinute } from '../../shared/domain/basics/calendar.ts';
import type { TakenTable } from '../site/table.ts';
import type { Texts } from '../texts/zh-cn.ts';

type SaidLine = readonly [label: string, text: string];

export function listSaid({ title, provenance }: TakenTable, t: Texts): readonly SaidLine[] {
  const { source, filter, asOf, link } = provenance;
  return [
    [t.take.title, title],
    [t.take.source, source],
    ...filter.map(({ label, value }): SaidLine => [label, value]),
    [t.take.asOf, t.take.asOfIs(printChinaMinute(asOf))],
    [t.take.link, link],
  ];
}
