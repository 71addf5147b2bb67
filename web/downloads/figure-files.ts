/** A region's further figures as files. */
import type { Context } from 'hono';
import { figuresQuery } from '../figures/figures-params.ts';
import { drawFigures } from '../figures/draw-figures.ts';
import { readFigures } from '../figures/figures-view.ts';
import { readRegionParam, readYearParam } from '../http/params.ts';
import { found, RequestError } from '../http/request-error.ts';
import { figuresAddress } from '../site/figures-address.ts';
import { nameRegion } from '../site/named-region.ts';
import { regionTitle } from '../site/page-context.ts';
import { linkTo, type Asked } from './asked.ts';
import { regionProvenance } from './provenance.ts';
import { chooseFormat, sendTable } from './send.ts';

export async function sendFigures(c: Context, asked: Asked): Promise<Response> {
  const { at } = asked.moment;
  const code = readRegionParam(c.req.param('code'));
  const year = readYearParam(c.req.param('year'), at);
  const [name = '', extension] = (c.req.param('file') ?? '').split('.');
  const query = figuresQuery(c.req.query(), year, at);
  const view = await found(readFigures(asked.moment, { code, year }, query), (t) => t.regionUnknown(code));
  const figure = drawFigures(view, asked.reader.lang).find(({ table }) => table.name === name);
  if (!figure) throw new RequestError(404, (t) => t.tableUnknown);
  const { t } = asked.reader;
  const told = regionProvenance(view.region, asked, {
    kind: undefined,
    asShares: false,
    dataset: undefined,
  });
  const provenance = {
    ...told,
    link: linkTo(asked, figuresAddress(code, year, query, `chart-${figure.id}`)),
  };
  return sendTable(c, asked, { ...figure.table, provenance }, chooseFormat(extension), {
    chinese: `${regionTitle(t, nameRegion(view.region.region, t), { year, kind: undefined })}-${figure.title}`,
    plain: `${code}-${year}-${name}`,
  });
}
