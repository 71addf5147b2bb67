/**
 * The page on which a report is made: agency and year are the server's, the other steps are filled in by its script
 * (client/file.tsx) from what the browser alone is given.
 */
import { raw } from 'hono/html';
import { agencyYearPath, href, type PageContext } from '../site/page-context.ts';
import { Layout } from '../site/layout.tsx';
import { FILE_TEXTS } from '../texts/file.ts';
import { AgencyStep } from './source/agency-step.tsx';
import { fileAddress } from '../site/file-address.ts';
import { START_ID, STEPS, type FilingStart, type Step } from './filing-start.ts';
import type { FilingView } from './filing-view.ts';
import { SourceStep } from './source/source-step.tsx';

interface Props {
  readonly page: PageContext;
  readonly view: FilingView;
  /** The one that the address names. */
  readonly step: Step | undefined;
}

export const FilePage = ({ page, view, step }: Props) => {
  const t = FILE_TEXTS[page.lang];
  const start = view.filed?.start;
  const title = start ? t.titleOf(start.agencyName, start.year) : t.title;
  return (
    <Layout page={page} title={title} crumbs={[]} withScript="filing">
      <div class="title">
        <h1>{title}</h1>
        {start ? <></> : <p class="summary">{t.intro}</p>}
      </div>
      <StepLinks page={page} start={start} step={step ?? 'agency'} />
      <p class="local">{t.local}</p>
      <p class="quiet" id="draft-told"></p>
      <noscript>
        <div class="empty">
          <p>{t.needsScript}</p>
          <p>
            {t.withoutScript}
            {start && (
              <>
                {page.t.gap}
                <a href={href(page, agencyYearPath(start.agencyId, start.year))}>{t.agencyPage}</a>
              </>
            )}
          </p>
        </div>
      </noscript>
      <section class="step" id="step-agency" aria-labelledby="heading-agency">
        <h2 id="heading-agency" tabindex={-1}>
          {t.agency.heading}
        </h2>
        <AgencyStep page={page} view={view} />
      </section>
      {start && (
        <>
          <section class="step" id="step-source" aria-labelledby="heading-source" hidden>
            <h2 id="heading-source" tabindex={-1}>
              {t.source.heading}
            </h2>
            <SourceStep page={page} start={start} />
          </section>
          {(['look', 'confirm', 'done'] as const).map((later) => (
            <section class="step" id={`step-${later}`} aria-labelledby={`heading-${later}`} hidden>
              <h2 id={`heading-${later}`} tabindex={-1}>
                {t[later].heading}
              </h2>
              <div id={`content-${later}`}></div>
              {later !== 'done' && (
                <p class="actions">
                  <a
                    class="button button-main"
                    href={href(page, fileAddress({ ...start, step: NEXT[later] }))}
                    data-step={NEXT[later]}
                  >
                    {t.next}
                  </a>
                </p>
              )}
            </section>
          ))}
          <script type="application/json" id={START_ID}>
            {writeJson(start)}
          </script>
        </>
      )}
    </Layout>
  );
};

const NEXT = { look: 'confirm', confirm: 'done' } as const;

/** Within a script, what looks like its end would be. */
const writeJson = (value: FilingStart): ReturnType<typeof raw> =>
  raw(JSON.stringify(value).replaceAll('<', String.raw`\u003c`));

/** Each step has an address; the script moves between them without asking for the page again. */
const StepLinks = ({
  page,
  start,
  step,
}: {
  readonly page: PageContext;
  readonly start: FilingStart | undefined;
  readonly step: Step;
}) => {
  const t = FILE_TEXTS[page.lang];
  return (
    <nav class="filing-steps" aria-label={t.stepsLabel}>
      <ol>
        {STEPS.map((each, i) => (
          <li>
            <a
              href={href(page, fileAddress({ ...start, step: each }))}
              data-step={each}
              aria-current={each === step ? 'step' : undefined}
            >
              <span class="step-number">{i + 1}</span> {t.steps[each]}
              <span class="unseen step-state"></span>
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
};
