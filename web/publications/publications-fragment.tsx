/**
 * The collective publication as a piece of HTML that a portal takes into its own page: no script, no style, no address
 * of this site, and everything that an agency wrote escaped.
 */
import { showControlsInLines } from '../../shared/domain/basics/shown-controls.ts';
import { describePublication } from '../../shared/domain/standing/publication-words.ts';
import type { Reader } from '../http/reader.ts';
import { inLang } from '../texts/language.ts';
import { nameRegionIn } from './publications-page.tsx';
import type { PublicationsView } from './publications-view.ts';

interface Props {
  readonly view: PublicationsView;
  readonly reader: Pick<Reader, 'lang' | 't'>;
}

export const writePublicationsFragment = async (
  view: PublicationsView,
  reader: Pick<Reader, 'lang' | 't'>,
): Promise<string> => showControlsInLines((await Fragment({ view, reader })).toString());

const Fragment = ({ view, reader: { lang, t } }: Props) => {
  const { year, rows } = view;
  const words = t.publication;
  return (
    <section class="gouji-publications" lang={lang}>
      <h2>{words.title(nameRegionIn(t, view), year)}</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">{words.agency}</th>
            <th scope="col">{words.report}</th>
            <th scope="col">{words.publishedOn}</th>
            <th scope="col">{words.heading}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr>
              <th scope="row">
                {row.name}
                {row.isSynthetic && <> ({t.data.synthetic})</>}
              </th>
              <td>
                {row.sourceUrl === undefined ? (
                  words.reportOf(row.name, year)
                ) : (
                  <a href={row.sourceUrl} rel="noopener noreferrer">
                    {words.reportOf(row.name, year)}
                  </a>
                )}
              </td>
              <td>{row.publishedOn ?? '–'}</td>
              <td>{inLang(describePublication(row), lang)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
};
