/** An agency's year as its office sees it: how it stands, what is open, what can be done, and what was done by whom. */
import { may } from '../../../shared/domain/authority/may.ts';
import type { Principal } from '../../../shared/domain/authority/principal.ts';
import { printChinaMinute } from '../../../shared/domain/basics/calendar.ts';
import { chooseEdition } from '../../../shared/domain/form/catalogue.ts';
import { placeName } from '../../../shared/domain/form/cell-names.ts';
import { formatNumber } from '../../../shared/domain/form/number-text.ts';
import { nameInYear } from '../../../shared/domain/roster/former-names.ts';
import { keepActs, listWithdrawn, type Act } from '../../../shared/domain/standing/acts/act.ts';
import { findRectification } from '../../../shared/domain/standing/acts/office-standing.ts';
import { countShown } from '../../../shared/domain/verdict/findings-shown.ts';
import { findTold } from '../../../shared/letters/act-letters.ts';
import { inLang } from '../../texts/language.ts';
import { OFFICE_FORMS_TEXTS } from '../../texts/office-forms.ts';
import { OFFICE_ROSTER_TEXTS } from '../../texts/office-roster.ts';
import { Layout } from '../../site/layout.tsx';
import {
  extensionPath,
  nameReminded,
  officeRosterPath,
  publicationFormPath,
  remindersPath,
} from '../../site/office-address.ts';
import {
  agencyYearPath,
  href,
  hrefNow,
  regionName,
  regionPath,
  rulePath,
  submissionPath,
  type PageContext,
} from '../../site/page-context.ts';
import { LateMark, StateMark } from '../../site/state-mark.tsx';
import { ReturnedNote } from '../returned-note.tsx';
import { ActForm, fieldId, PlacesOffered, sentence, tellTexts, type Typed } from './act-form.tsx';
import { Named } from './named-actor.tsx';
import { onAgency } from './perform-act.ts';
import type { DeedKind } from './drafted-act.ts';
import { mayWithdraw, listPossible } from './possible-acts.ts';
import { tellOpen } from './tell-open.ts';
import type { OfficeYear } from './read-year.ts';

interface PageProps {
  readonly page: PageContext;
  readonly view: OfficeYear;
  readonly principal: Principal;
  /** What was just done. */
  readonly done?: Act | undefined;
  readonly typed?: Typed | undefined;
}

const titleYear = (page: PageContext, { roster, on }: OfficeYear): string =>
  tellTexts(page).title(nameInYear(roster, on.year), on.year);

export const crumbsOfYear = (page: PageContext, { lineage, roster, on: { year } }: OfficeYear) => [
  ...lineage.map((region) => ({ name: regionName(page, region), path: regionPath(region.code, year) })),
  { name: page.t.titleOf(nameInYear(roster, year), year), path: agencyYearPath(roster.id, year) },
];

export const OfficeYearPage = ({ page, view, principal, done, typed }: PageProps) => {
  const t = tellTexts(page);
  const { roster, on, item, standing, subject } = view;
  return (
    <Layout page={page} title={titleYear(page, view)} crumbs={crumbsOfYear(page, view)}>
      <div class="title">
        <h1>{titleYear(page, view)}</h1>
        <p class="standing-line">
          <StateMark page={page} standing={standing} />{' '}
          {standing.lateDays > 0 && <LateMark page={page} standing={standing} />}
        </p>
        <p class="facts">
          {item.inForce ? t.inForce(printChinaMinute(item.inForce.receivedAt)) : t.noReport}
          {item.firstAccepted && ` · ${t.firstFiled(printChinaMinute(item.firstAccepted.receivedAt))}`}
          {subject &&
            subject.explanationCount > 0 &&
            ` · ${t.explanationCount(formatNumber(subject.explanationCount))}`}
          {' · '}
          <a href={href(page, agencyYearPath(roster.id, on.year))}>{t.public}</a>
        </p>
      </div>
      {done && <DoneNotice page={page} view={view} done={done} />}
      {typed?.fault && <FaultNotice page={page} typed={typed} />}
      <Open page={page} view={view} />
      <Acts page={page} view={view} principal={principal} typed={typed} />
      <Findings page={page} view={view} />
      <Submissions page={page} view={view} />
      <History page={page} view={view} principal={principal} typed={typed} />
      <Contacts page={page} view={view} />
      <PlacesOffered page={page} year={on.year} />
    </Layout>
  );
};

type Part = Pick<PageProps, 'page' | 'view'>;

const DoneNotice = ({ page, view, done }: Part & { readonly done: Act }) => {
  const t = tellTexts(page);
  const isTold = view.writesMails && findTold(done, view.acts) !== undefined;
  return (
    <p class="banner banner-done" role="status">
      {t.done.act(t.acts.summary[done.kind])}{' '}
      {isTold && view.contact?.mail !== undefined && `${t.done.withLetter(view.contact.mail)} `}
      {(done.kind === 'return' || done.kind === 'withdraw') && t.done.totals}
    </p>
  );
};

const formName = ({ draft }: Typed): string =>
  draft.kind === 'withdraw' ? `withdraw-${draft.act}` : draft.kind;

const FaultNotice = ({ page, typed }: { readonly page: PageContext; readonly typed: Typed }) => {
  const { fault } = typed;
  if (!fault) return <></>;
  const words = sentence(page, inLang(fault.words, page.lang));
  return (
    <p class="banner banner-returned" role="alert">
      {tellTexts(page).errors.heading}{' '}
      {fault.field === undefined ? words : <a href={`#${fieldId(formName(typed), fault.field)}`}>{words}</a>}
    </p>
  );
};

const Open = ({ page, view }: Part) => {
  const t = tellTexts(page).open;
  const open = tellOpen(view, t);
  return (
    <section aria-labelledby="open">
      <h2 id="open">{t.heading}</h2>
      {open.length === 0 ? (
        <p>{t.none}</p>
      ) : (
        <ul class="open-items">
          {open.map((sentenceOpen) => (
            <li>{sentenceOpen}</li>
          ))}
        </ul>
      )}
    </section>
  );
};

const Acts = (props: PageProps) => {
  const { page, view, principal, typed } = props;
  const t = tellTexts(page).acts;
  const offered = listOffered(props);
  return (
    <section aria-labelledby="acts">
      <h2 id="acts">{t.heading}</h2>
      {offered.length === 0 && <p>{t.none}</p>}
      <FormLinks page={page} view={view} principal={principal} />
      {offered.map(({ kind, submission }) => {
        const own = typed?.draft.kind === kind ? typed : undefined;
        return (
          <details class="act" open={own !== undefined}>
            <summary>{t.summary[kind]}</summary>
            <ActForm page={page} view={view} kind={kind} about={{ submission }} typed={own} />
          </details>
        );
      })}
    </section>
  );
};

/** What has a page of its own. */
const FormLinks = ({ page, view: { roster, on }, principal }: PageProps) => {
  const words = OFFICE_FORMS_TEXTS[page.lang];
  const links = (
    [
      ['remind', remindersPath([nameReminded(roster.id, on.year)]), words.reminder.title],
      ['extend', extensionPath(roster.id, on.year), words.extension.title],
      ['record-publication', publicationFormPath(roster.id, on.year), words.publication.short],
      ['edit-roster', officeRosterPath(roster.id), OFFICE_ROSTER_TEXTS[page.lang].short],
    ] as const
  ).filter(([right]) => may(principal, right, onAgency(roster)));
  return (
    <p class="act-links">
      {links.map(([, path, text]) => (
        <a class="button" href={hrefNow(page, path)}>
          {text}
        </a>
      ))}
    </p>
  );
};

interface Offered {
  readonly kind: DeedKind;
  readonly submission: string | undefined;
}

/** What was typed stays to be read, also where it has become impossible meanwhile. */
function listOffered({ view, principal, typed }: PageProps): readonly Offered[] {
  const possible = listPossible(view, principal).map((deed) => ({
    kind: deed.kind,
    submission: 'submissionId' in deed ? deed.submissionId : undefined,
  }));
  const { kind = 'withdraw', submission = '' } = typed?.draft ?? {};
  return kind === 'withdraw' || possible.some((one) => one.kind === kind)
    ? possible
    : [...possible, { kind, submission }];
}

const Findings = ({ page, view }: Part) => {
  const t = tellTexts(page).findings;
  const edition = chooseEdition(view.on.year);
  return (
    <section aria-labelledby="findings">
      <h2 id="findings">{t.heading}</h2>
      {view.findings.length === 0 ? (
        <p>{t.none}</p>
      ) : (
        <ul class="office-findings">
          {view.findings.map(({ rule, path, severity, message, explanation }) => (
            <li>
              <strong>{page.t.agency[severity]}</strong> {inLang(message, page.lang)}{' '}
              <span class="quiet">
                <a href={rulePath(page, rule)}>{rule}</a> · {inLang(placeName(edition, path), page.lang)}
              </span>
              {explanation && (
                <blockquote>
                  {explanation.holds ? (
                    <span class="explanation-holds">
                      <b>{t.explained}</b>
                    </span>
                  ) : (
                    <span class="quiet">{t.lapsed}</span>
                  )}{' '}
                  {explanation.text === '' ? t.kept : explanation.text}
                </blockquote>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
};

const Submissions = ({ page, view }: Part) => {
  const t = tellTexts(page).submissions;
  const words = page.t.agency;
  const { item, submissions, heads, surroundings, roster, on } = view;
  if (submissions.length === 0) return <></>;
  return (
    <section aria-labelledby="submissions">
      <h2 id="submissions">{words.submissions}</h2>
      {heads.length > submissions.length && (
        <p class="note">{words.newest(formatNumber(submissions.length), formatNumber(heads.length))}</p>
      )}
      <div class="scroll" tabindex={0} role="region" aria-label={page.t.children.scroll(words.submissions)}>
        <table class="office-table">
          <thead>
            <tr>
              <th scope="col">{words.receivedAt}</th>
              <th scope="col">{words.outcome}</th>
              <th scope="col" class="n">
                {words.findings}
              </th>
              <th scope="col">{t.by}</th>
              <th scope="col">{t.receipt}</th>
            </tr>
          </thead>
          <tbody>
            {submissions.map((submission) => {
              const instant = printChinaMinute(submission.receivedAt);
              return (
                <tr>
                  <th scope="row">{instant}</th>
                  <td>
                    <span class={`state state-${submission.outcome}`}>{words[submission.outcome]}</span>
                    {submission.submissionId === item.inForce?.submissionId && (
                      <span class="detail">{words.inForce}</span>
                    )}
                  </td>
                  <td class="n">{formatNumber(countShown(submission, item, surroundings))}</td>
                  <td>{submission.by ? <Named page={page} by={submission.by} /> : t.unknown}</td>
                  <td>
                    <a
                      href={href(page, submissionPath(roster.id, on.year, submission.submissionId))}
                      aria-label={t.seeReceipt(instant)}
                    >
                      {t.receipt}
                    </a>
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </section>
  );
};

const History = ({ page, view, principal, typed }: PageProps) => {
  const t = tellTexts(page).history;
  const { acts } = view;
  return (
    <section aria-labelledby="history">
      <h2 id="history">{t.heading}</h2>
      {acts.length === 0 ? (
        <p>{t.none}</p>
      ) : (
        <>
          <p class="note">{t.publicly}</p>
          <ol class="office-acts">
            {acts.toReversed().map((act) => (
              <DoneAct page={page} view={view} principal={principal} typed={typed} act={act} />
            ))}
          </ol>
        </>
      )}
    </section>
  );
};

const DoneAct = ({ page, view, principal, typed, act }: PageProps & { readonly act: Act }) => {
  const { history: t, acts: words } = tellTexts(page);
  const when = printChinaMinute(act.at);
  const isTyped = typed?.draft.act === act.id;
  return (
    <li id={`act-${act.id}`}>
      <p>
        <strong>{nameAct(page, view, act)}</strong>
        {listWithdrawn(view.acts).has(act.id) && <span class="detail">{t.withdrawn}</span>}
        {act.kind === 'note' && <span class="detail">{t.notePrivate}</span>}
        <Corrected page={page} view={view} act={act} />
      </p>
      <p class="quiet">
        {when} · <Named page={page} by={act.by} />
        {'submission' in act && (
          <>
            {' · '}
            <a href={href(page, submissionPath(view.roster.id, view.on.year, act.submission.submissionId))}>
              {submissionWord(page, view, act.submission.submissionId)}
            </a>
          </>
        )}
      </p>
      {act.why !== '' && <p class="act-why">{act.why}</p>}
      {'paths' in act && act.paths !== undefined && act.paths.length > 0 && (
        <p class="quiet">
          {page.t.agency.office.places(
            act.paths.map((path) => inLang(placeName(chooseEdition(view.on.year), path), page.lang)),
          )}
        </p>
      )}
      {mayWithdraw(view, principal, act) && (
        <details class="act" open={isTyped}>
          <summary aria-label={t.undoOf(words.summary[act.kind], when)}>{t.undo}</summary>
          <ActForm
            page={page}
            view={view}
            kind="withdraw"
            about={{ act: act.id }}
            typed={isTyped ? typed : undefined}
          />
        </details>
      )}
    </li>
  );
};

function submissionWord(page: PageContext, { heads }: OfficeYear, submissionId: string): string {
  const head = heads.find((one) => one.submissionId === submissionId);
  return head ? page.t.agency.submissionOf(printChinaMinute(head.receivedAt)) : submissionId;
}

/** With its day, its answer, or what it undoes. */
function nameAct(page: PageContext, { acts }: OfficeYear, act: Act): string {
  const t = tellTexts(page);
  if (act.kind === 'withdraw') {
    const undone = acts.find(({ id }) => id === act.act);
    return undone ? t.history.withdraws(t.acts.summary[undone.kind]) : t.acts.summary.withdraw;
  }
  if (act.kind === 'extend' && act.until === undefined) return t.history.withdraws(t.acts.summary.extend);
  const answer = act.kind === 'answer-explanation' ? [t.fields[act.answer]] : [];
  const until = 'until' in act && act.until !== undefined ? [`${t.fields.until} ${act.until}`] : [];
  return [t.acts.summary[act.kind], ...answer, ...until].join(' · ');
}

const Corrected = ({ page, view, act }: Part & { readonly act: Act }) => {
  if (act.kind !== 'return') return <></>;
  const { correctedAt, days = 0 } = findRectification(keepActs(view.acts), act.submission, view.heads) ?? {};
  return correctedAt === undefined ? (
    <></>
  ) : (
    <span class="detail">
      {tellTexts(page).history.corrected(printChinaMinute(correctedAt), formatNumber(days))}
    </span>
  );
};

const Contacts = ({ page, view }: Part) => {
  const t = tellTexts(page);
  const { mail, phone, returned } = view.contact ?? {};
  return (
    <section aria-labelledby="contacts">
      <h2 id="contacts">{t.contacts}</h2>
      <p class="note">{t.contactsNote}</p>
      {mail === undefined ? (
        <p>{t.noMail}</p>
      ) : (
        <p>
          {t.mail}
          {page.t.colon}
          <a href={`mailto:${encodeURIComponent(mail)}`}>{mail}</a>
          {returned && <ReturnedNote page={page} returned={returned} />}
        </p>
      )}
      {phone !== undefined && (
        <p>
          {t.phone}
          {page.t.colon}
          <a href={`tel:${phone.replaceAll(/[^0-9+]/g, '')}`}>{phone}</a>
        </p>
      )}
    </section>
  );
};
