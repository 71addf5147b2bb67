/** What compares as files: regions and agencies side by side, and a region's departments. */
import type { Context } from 'hono';
import { tellChinaDay } from '../../shared/domain/basics/calendar.ts';
import { formatNumber } from '../../shared/domain/form/number-text.ts';
import { compareQuery } from '../compare/compare-params.ts';
import { layYears, listStandings } from '../compare/compare-tables.tsx';
import { readComparison, type CompareView } from '../compare/compare-view.ts';
import {
  continuedIn,
  kindText,
  nameCompared as comparedName,
  syntheticText,
} from '../compare/compared-text.ts';
import { departmentsQuery } from '../departments/departments-params.ts';
import { describeSides, layDepartmentTable } from '../departments/departments-tables.tsx';
import type { DepartmentsView } from '../departments/departments-view.ts';
import { readNarrowDepartments } from '../departments/narrow-departments.ts';
import { readRegionParam } from '../http/params.ts';
import { RequestError } from '../http/request-error.ts';
import { annotationText } from '../site/annotations.ts';
import { compareAddress } from '../site/compare-address.ts';
import { departmentsAddress } from '../site/departments-address.ts';
import { layRows, type Provenance } from '../site/table.ts';
import { COMPARE_TEXTS } from '../texts/compare.ts';
import { DEPARTMENT_TEXTS } from '../texts/departments.ts';
import { inLang } from '../texts/language.ts';
import { linkTo, type Asked } from './asked.ts';
import { nameRegion } from '../site/named-region.ts';
import { continuedNote, datasetNote } from './provenance.ts';
import { chooseFormat, sendTable } from './send.ts';

export async function sendComparison(c: Context, asked: Asked): Promise<Response> {
  const { at } = asked.moment;
  const [name = '', extension] = (c.req.param('file') ?? '').split('.');
  const view = await readComparison(asked.moment, compareQuery(new URL(c.req.url).searchParams, at), at);
  const { lang } = asked.reader;
  const table = name === 'side' ? layRows(listStandings(view, lang)) : layYears(view, lang);
  const taken = { ...table, provenance: comparisonProvenance(view, asked) };
  return sendTable(c, asked, taken, chooseFormat(extension), {
    chinese: table.title,
    plain: `compare-${view.measure}-${name === 'side' ? view.year : 'years'}`,
  });
}

export async function sendDepartments(c: Context, asked: Asked): Promise<Response> {
  const { at } = asked.moment;
  const [name = '', extension] = (c.req.param('file') ?? '').split('.');
  const code = readRegionParam(c.req.param('code'));
  const view = await readNarrowDepartments(asked.moment, code, departmentsQuery(c.req.query(), at), at);
  const table = layDepartmentTable(view, name, asked.reader.lang);
  if (!table) throw new RequestError(404, (t) => t.tableUnknown);
  const taken = { ...table, provenance: departmentsProvenance(view, asked) };
  return sendTable(c, asked, taken, chooseFormat(extension), nameDepartments(view, name, table.title, asked));
}

/** Two files of one region differ by what they are of, so that both may lie in one folder. */
function nameDepartments(view: DepartmentsView, name: string, title: string, { reader }: Asked) {
  const { lang, t } = reader;
  const { region, year, measure, isPooled, opened } = view;
  // Reasons are told whatever is compared.
  const isMeasured = name !== 'reasons';
  const said = isMeasured ? ` ${COMPARE_TEXTS[lang].measures[measure]}` : '';
  const plain = [region.code, 'departments', year, isPooled && 'pooled', isMeasured && measure, opened, name];
  return {
    chinese: `${nameRegion(region, t)} ${describeSides(view, lang)}${said}-${title}`,
    plain: plain.filter(Boolean).join('-'),
  };
}

function comparisonProvenance(view: CompareView, asked: Asked): Provenance {
  const { t, lang } = asked.reader;
  const words = COMPARE_TEXTS[lang];
  const { measure, compared } = view;
  const kinds = new Set(compared.flatMap(({ kind }) => (kind ? [kindText(kind, lang)] : [])));
  return {
    source: t.take.sourceIs,
    filter: [
      { key: 'measure', label: words.measure, value: words.definitions[measure] },
      { key: 'year', label: t.take.filters.year, value: String(view.year) },
      ...(view.isPooled ? [{ key: 'pool', label: words.pool.label, value: words.pool.says(view.year) }] : []),
      {
        key: 'with',
        label: words.chosen,
        value: compared.map((one) => `${comparedName(one, lang)} ${one.id}`).join(words.listSeparator),
      },
      { key: 'kind', label: words.median, value: [...kinds].join(words.listSeparator) },
      ...continuedNote(asked, continuedIn(view, lang)),
      ...datasetNote(asked, syntheticText(view, lang)),
    ],
    asOf: asked.moment.at,
    link: linkTo(asked, compareAddress({ ...view, ids: compared.map(({ id }) => id) })),
  };
}

/** Whose figures are in no sum. */
function unreadableNote(
  { reader: { t } }: Asked,
  { unreadable }: { readonly unreadable: readonly string[] },
) {
  if (unreadable.length === 0) return [];
  const value = t.children.unreadable(unreadable.join(t.continued.separator));
  return [{ key: 'unreadable', label: t.take.filters.unreadable, value }];
}

function departmentsProvenance(view: DepartmentsView, asked: Asked): Provenance {
  const { t, lang } = asked.reader;
  const words = COMPARE_TEXTS[lang];
  const { region, measure, opened, functions } = view;
  const line = functions.find((one) => one.function.id === opened);
  const changes = annotationText(view.annotations, lang);
  return {
    source: t.take.sourceIs,
    filter: [
      { key: 'region', label: t.take.filters.region, value: `${nameRegion(region, t)} ${region.code}` },
      { key: 'year', label: t.take.filters.year, value: describeSides(view, lang) },
      { key: 'measure', label: words.measure, value: words.definitions[measure] },
      ...(view.isPooled ? [{ key: 'pool', label: words.pool.label, value: words.pool.says(view.year) }] : []),
      ...(line
        ? [
            {
              key: 'function',
              label: DEPARTMENT_TEXTS[lang].columns.work,
              value: `${inLang(line.function.name, lang)} ${line.function.id}`,
            },
          ]
        : []),
      ...(changes === ''
        ? []
        : [{ key: 'annotation', label: t.chart.annotationColumn, value: changes.trim() }]),
      ...(view.sums
        ? [
            {
              key: 'sums',
              label: t.take.asOf,
              value: DEPARTMENT_TEXTS[lang].sums(tellChinaDay(view.sums.at)),
            },
          ]
        : []),
      ...datasetNote(asked, view.synthetic > 0 ? t.data.syntheticBanner(formatNumber(view.synthetic)) : ''),
      ...unreadableNote(asked, view),
    ],
    asOf: asked.moment.at,
    link: linkTo(asked, departmentsAddress(region.code, view)),
  };
}
