/** The audit trail as an office sees it: who did what, to what and when. */
import {
  AUDITED_ACTS,
  isAuditedAct,
  type AuditedThing,
  type AuditEntry,
} from '../../../shared/domain/authority/audit-entry.ts';
import type { Actor } from '../../../shared/domain/authority/actor.ts';
import { printChinaMinute, type IsoDay } from '../../../shared/domain/basics/calendar.ts';
import type { Text } from '../../../shared/domain/basics/text.ts';
import type { AuditPart } from '../../../shared/pipeline/read-audit-page.ts';
import { AUDIT_PATH } from '../../site/account-address.ts';
import { KeptFields } from '../../site/hidden-fields.tsx';
import { Layout } from '../../site/layout.tsx';
import { hrefNow, type PageContext } from '../../site/page-context.ts';
import { AUDIT_TEXTS } from '../../texts/audit.ts';
import type { AuditTexts } from '../../texts/audit-zh-cn.ts';
import { inLang, type Lang } from '../../texts/language.ts';
import { AUDIT_FIELDS, type AuditComplaints, type AuditTyped } from './audit-asked.ts';

/** Names of what entries are about, as they are now. */
export interface AuditNames {
  readonly regions: ReadonlyMap<string, string>;
  readonly agencies: ReadonlyMap<string, string>;
}

interface AuditView {
  readonly typed: AuditTyped;
  readonly complaints: AuditComplaints;
  /** The days that were read; `undefined` where what was typed is wrong. */
  readonly days: { readonly from: IsoDay; readonly to: IsoDay } | undefined;
  readonly part: AuditPart | undefined;
  readonly names: AuditNames;
}

const ACTS: readonly (readonly [string, Text])[] = Object.entries(AUDITED_ACTS);

export const AuditPage = ({ page, view }: { readonly page: PageContext; readonly view: AuditView }) => {
  const t = AUDIT_TEXTS[page.lang];
  const { part } = view;
  return (
    <Layout page={page} title={t.heading} crumbs={[]}>
      <h1>{t.heading}</h1>
      <p class="summary">{t.intro}</p>
      <p class="note retention">{t.retention}</p>
      <Filter page={page} view={view} />
      {part && (
        <section aria-labelledby="entries">
          <h2 id="entries">{t.list}</h2>
          {part.entries.length === 0 ? (
            <p class="empty">{part.next ? t.noneSoFar : t.none}</p>
          ) : (
            <Entries page={page} entries={part.entries} names={view.names} />
          )}
          {part.next && (
            <p>
              {t.readTo(printChinaMinute(part.next.readTo))}{' '}
              <a rel="next" href={hrefNow(page, addressOf({ ...view.typed, before: part.next.before }))}>
                {t.more}
              </a>
            </p>
          )}
          <Export page={page} view={view} />
        </section>
      )}
    </Layout>
  );
};

const fieldsOf = (typed: AuditTyped): [string, string][] =>
  AUDIT_FIELDS.map((name): [string, string] => [name, typed[name]]).filter(([, value]) => value !== '');

const addressOf = (typed: AuditTyped): string =>
  `${AUDIT_PATH}?${new URLSearchParams(fieldsOf(typed)).toString()}`;

const Filter = ({ page, view }: { readonly page: PageContext; readonly view: AuditView }) => {
  const t = AUDIT_TEXTS[page.lang];
  const { typed, complaints, days } = view;
  const input = (name: 'from' | 'to' | 'mail' | 'region' | 'agency', type: string, value: string) => {
    const bad = complaints.get(name);
    return (
      <div>
        <label for={`audit-${name}`}>{t[name]}</label>
        <input
          id={`audit-${name}`}
          name={name}
          type={type}
          value={value}
          maxlength={type === 'date' ? undefined : 254}
          aria-invalid={bad === undefined ? undefined : 'true'}
          aria-describedby={bad === undefined ? undefined : `audit-${name}-bad`}
        />
        {bad !== undefined && (
          <p class="invalid" id={`audit-${name}-bad`}>
            {t.bad[bad]}
          </p>
        )}
      </div>
    );
  };
  return (
    <form class="audit-filter" method="get" action={AUDIT_PATH}>
      <KeptFields page={page} />
      {input('from', 'date', days?.from ?? typed.from)}
      {input('to', 'date', days?.to ?? typed.to)}
      <div>
        <label for="audit-act">{t.act}</label>
        <select id="audit-act" name="act">
          <option value="">{t.anyAct}</option>
          {ACTS.map(([act, words]) => (
            <option value={act} selected={act === typed.act}>
              {inLang(words, page.lang)}
            </option>
          ))}
        </select>
      </div>
      {input('mail', 'text', typed.mail)}
      {input('region', 'text', typed.region)}
      {input('agency', 'text', typed.agency)}
      <button class="button" type="submit">
        {t.show}
      </button>
    </form>
  );
};

const Export = ({ page, view }: { readonly page: PageContext; readonly view: AuditView }) => {
  const t = AUDIT_TEXTS[page.lang];
  return (
    <form class="audit-export" method="post" action={hrefNow(page, `${AUDIT_PATH}/export`)}>
      {fieldsOf({ ...view.typed, ...view.days }).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <p class="note">{t.exportText}</p>
      {['csv', 'xlsx'].map((format) => (
        <button class="button" type="submit" name="format" value={format}>
          {t.export} {format.toUpperCase()}
        </button>
      ))}
    </form>
  );
};

const Entries = ({
  page,
  entries,
  names,
}: {
  readonly page: PageContext;
  readonly entries: readonly AuditEntry[];
  readonly names: AuditNames;
}) => {
  const t = AUDIT_TEXTS[page.lang];
  return (
    <div class="scroll" tabindex={0} role="region" aria-label={page.t.children.scroll(t.list)}>
      <table class="children audit">
        <thead>
          <tr>
            {[t.at, t.who, t.act, t.on, t.detail].map((head) => (
              <th scope="col">{head}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <tr>
              <th scope="row">
                <time datetime={entry.at}>{printChinaMinute(entry.at)}</time>
              </th>
              <td>
                {tellActor(entry.by, t)}{' '}
                {'mail' in entry.by && <span class="quiet address">{entry.by.mail}</span>}
              </td>
              <td>{isAuditedAct(entry.act) ? inLang(AUDITED_ACTS[entry.act], page.lang) : entry.act}</td>
              <td>{tellThing(entry.on, names, t)}</td>
              <td class="audit-detail">{tellDetail(entry, t, page.lang)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};

function tellActor(by: Actor, t: AuditTexts): string {
  switch (by.kind) {
    case 'person':
      return by.name;
    case 'credential':
      return t.program(by.name, by.credential);
    case 'operator':
      return t.operator;
    case 'unknown':
      return t.unknown;
  }
}

function tellThing(on: AuditedThing, { regions, agencies }: AuditNames, t: AuditTexts): string {
  switch (on.kind) {
    case 'agency': {
      const name = `${agencies.get(on.agency) ?? ''} ${on.agency}`.trim();
      return on.year === undefined ? name : `${name} · ${t.year(on.year)}`;
    }
    case 'region':
      return `${regions.get(on.region) ?? ''} ${on.region}`.trim();
    case 'system':
      return t.system;
  }
}

const SIGN_IN_DETAIL = /^by (?<door>mail|demonstration|provider)(?<step>, with a second step)?$/;

const REFUSED_DETAIL = /^(?<act>[a-z-]+): (?<why>[a-z-]+)$/;

/** What the system itself wrote is told in the reader's language; the rest stands as it was written. */
function tellDetail({ act, detail }: AuditEntry, t: AuditTexts, lang: Lang): string {
  switch (act) {
    case 'sign-in': {
      const { door, step } = SIGN_IN_DETAIL.exec(detail)?.groups ?? {};
      if (door !== 'mail' && door !== 'demonstration' && door !== 'provider') return detail;
      return `${t.entered[door]}${step === undefined ? '' : t.withStep}`;
    }
    case 'refused': {
      const { act: asked, why } = REFUSED_DETAIL.exec(detail)?.groups ?? {};
      if (asked === undefined || why === undefined) return detail;
      const named = isAuditedAct(asked) ? inLang(AUDITED_ACTS[asked], lang) : wordFor(t.rights, asked);
      return t.refused(named, wordFor(t.why, why));
    }
    case 'reach-limit':
      return wordFor(t.limits, detail);
    default:
      return detail;
  }
}

/** A newer release may have others. */
const wordFor = (words: Readonly<Record<string, string>>, name: string): string =>
  Object.hasOwn(words, name) ? (words[name] ?? name) : name;
