/** What an act would change, told before it is done: nothing is until whoever acts confirms it. */
import { chooseEdition } from '../../../shared/domain/form/catalogue.ts';
import { placeName } from '../../../shared/domain/form/cell-names.ts';
import { formatNumber } from '../../../shared/domain/form/number-text.ts';
import { nameInYear } from '../../../shared/domain/roster/former-names.ts';
import type { AgencyYear } from '../../../shared/domain/standing/agency-year-record.ts';
import type { Consequence } from '../../../shared/domain/standing/acts/consequences.ts';
import { inLang } from '../../texts/language.ts';
import { describeStanding } from '../../site/agency-standing.ts';
import { Layout } from '../../site/layout.tsx';
import { officeAgencyPath } from '../../site/office-address.ts';
import { hrefNow, type PageContext } from '../../site/page-context.ts';
import { StateMark } from '../../site/state-mark.tsx';
import { tellTexts } from './act-form.tsx';
import type { DraftedAct } from './drafted-act.ts';
import type { PreviewedAct } from './perform-act.ts';
import type { OfficeYear } from './read-year.ts';
import { crumbsOfYear } from './year-page.tsx';

interface PreviewProps {
  readonly page: PageContext;
  readonly view: OfficeYear;
  readonly draft: DraftedAct;
  /** The act's own id, the same however often it is confirmed. */
  readonly id: string;
  readonly preview: Extract<PreviewedAct, { kind: 'possible' }>;
  /** Things changed after an earlier preview. */
  readonly hasChanged: boolean;
}

export const PreviewPage = ({ page, view, draft, id, preview, hasChanged }: PreviewProps) => {
  const t = tellTexts(page);
  const { act, consequences } = preview;
  const what = t.acts.summary[draft.kind];
  const heading = t.preview.heading(what);
  const { roster, on } = view;
  const path = officeAgencyPath(roster.id, on.year);
  const edition = chooseEdition(on.year);
  const paths = 'paths' in act ? (act.paths ?? []) : [];
  return (
    <Layout page={page} title={heading} crumbs={crumbsOfYear(page, view)}>
      <div class="title">
        <h1>{heading}</h1>
        <p class="standing-line">{page.t.titleOf(nameInYear(roster, on.year), on.year)}</p>
      </div>
      {hasChanged ? (
        <p class="banner banner-returned" role="alert">
          {t.preview.changed}
        </p>
      ) : (
        <p class="banner">{t.preview.nothingYet}</p>
      )}
      <dl class="asked-act">
        {act.why !== '' && (
          <>
            <dt>{draft.kind === 'note' ? t.fields.whyNote : t.fields.why}</dt>
            <dd class="act-why">{act.why}</dd>
          </>
        )}
        {'until' in act && act.until !== undefined && (
          <>
            <dt>{t.fields.until}</dt>
            <dd>{act.until}</dd>
          </>
        )}
        {act.kind === 'answer-explanation' && (
          <>
            <dt>{t.fields.answer}</dt>
            <dd>{t.fields[act.answer]}</dd>
          </>
        )}
        {paths.length > 0 && (
          <>
            <dt>{t.preview.places}</dt>
            {paths.map((one) => (
              <dd>{inLang(placeName(edition, one), page.lang)}</dd>
            ))}
          </>
        )}
      </dl>
      <States page={page} view={view} preview={preview} />
      <Totals page={page} year={on.year} consequences={consequences} />
      <Letter page={page} preview={preview} />
      <form class="act-confirm" method="post" action={hrefNow(page, path)}>
        <DraftFields draft={draft} />
        <input type="hidden" name="id" value={id} />
        <input type="hidden" name="seen" value={String(preview.before.revision)} />
        <button class="button button-main" type="submit" name="step" value="confirm">
          {t.preview.confirm(what)}
        </button>
        <button class="button" type="submit" name="step" value="edit">
          {t.preview.edit}
        </button>
        <a href={hrefNow(page, path)}>{t.preview.cancel}</a>
      </form>
    </Layout>
  );
};

/** All that was typed, so that going back loses nothing. */
const DraftFields = ({ draft }: { readonly draft: DraftedAct }) => {
  const { kind, submission, why, until, paths, places, answer, act } = draft;
  const single = { kind, submission, why, until, answer, act };
  return (
    <>
      {Object.entries(single).map(
        ([name, value]) => value !== '' && <input type="hidden" name={name} value={value} />,
      )}
      {paths.map((path) => (
        <input type="hidden" name="path" value={path} />
      ))}
      {places.map((place) => (
        <input type="hidden" name="place" value={place} />
      ))}
    </>
  );
};

type Part = Pick<PreviewProps, 'page' | 'preview'>;

const States = ({ page, view, preview: { before, after } }: Part & Pick<PreviewProps, 'view'>) => {
  const t = tellTexts(page).preview;
  const mark = (item: AgencyYear) => <StateMark page={page} standing={describeStanding(item, view.now)} />;
  const isSame =
    JSON.stringify([before.office, before.inForce?.submissionId]) ===
    JSON.stringify([after.office, after.inForce?.submissionId]);
  return (
    <section aria-labelledby="state">
      <h2 id="state">{t.state}</h2>
      {isSame ? (
        <p>
          {t.stays} {mark(before)}
        </p>
      ) : (
        <dl class="states">
          <dt>{t.before}</dt>
          <dd>{mark(before)}</dd>
          <dt>{t.after}</dt>
          <dd>{mark(after)}</dd>
        </dl>
      )}
    </section>
  );
};

const Totals = ({
  page,
  year,
  consequences,
}: {
  readonly page: PageContext;
  readonly year: number;
  readonly consequences: readonly Consequence[];
}) => {
  const t = tellTexts(page).preview;
  const edition = chooseEdition(year);
  const change = (before: number, after: number): string =>
    before === after ? formatNumber(after) : t.change(formatNumber(before), formatNumber(after));
  return (
    <section aria-labelledby="totals">
      <h2 id="totals">{t.totals}</h2>
      {consequences.length === 0 && <p>{t.totalsStay}</p>}
      {consequences.map(({ code, name, reports: { before, after }, figures }) => (
        <div class="consequence">
          <h3>{name === '' ? code : name}</h3>
          <p>
            {t.accepted} {change(before.accepted, after.accepted)} · {t.returned}{' '}
            {change(before.returned, after.returned)}
          </p>
          {figures.length > 0 && (
            <details>
              <summary>{t.figures(formatNumber(figures.length))}</summary>
              <div class="scroll" tabindex={0} role="region" aria-label={page.t.children.scroll(name)}>
                <table class="office-table">
                  <thead>
                    <tr>
                      <th scope="col">{t.figure}</th>
                      <th scope="col" class="n">
                        {t.before}
                      </th>
                      <th scope="col" class="n">
                        {t.after}
                      </th>
                    </tr>
                  </thead>
                  <tbody>
                    {figures.map((figure) => (
                      <tr>
                        <th scope="row">{inLang(placeName(edition, figure.path), page.lang)}</th>
                        <td class="n">{formatNumber(figure.before)}</td>
                        <td class="n">{formatNumber(figure.after)}</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
            </details>
          )}
        </div>
      ))}
    </section>
  );
};

const Letter = ({ page, preview: { letter, isUnaddressed } }: Part) => {
  const t = tellTexts(page).preview;
  return (
    <section aria-labelledby="letter">
      <h2 id="letter">{t.letter}</h2>
      {letter ? (
        <>
          <p>{t.letterTo(letter.to)}</p>
          <div class="letter" tabindex={0} role="region" aria-label={letter.subject}>
            <p>
              <strong>{letter.subject}</strong>
            </p>
            <pre>{letter.text}</pre>
          </div>
        </>
      ) : (
        <p>{isUnaddressed ? t.noAddress : t.noLetter}</p>
      )}
    </section>
  );
};
