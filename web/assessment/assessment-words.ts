/** Facts, their evidence and how points were reckoned, in words: pages, files and the API say the same. */
import { FACT_WORDS, UNKNOWN_WORDS } from '../../shared/domain/assessment/fact-words.ts';
import type { Evidence, Fact, ReturnEvidence } from '../../shared/domain/assessment/facts.ts';
import type { IndicatorScore } from '../../shared/domain/assessment/score.ts';
import { printChinaMinute } from '../../shared/domain/basics/calendar.ts';
import { chooseEdition } from '../../shared/domain/form/catalogue.ts';
import { placeName } from '../../shared/domain/form/cell-names.ts';
import { formatNumber, UNDEFINED } from '../../shared/domain/form/number-text.ts';
import { RULES } from '../../shared/domain/rules/rule-book.ts';
import { agencyYearPath, submissionPath } from '../site/page-context.ts';
import { ASSESSMENT_TEXTS } from '../texts/assessment.ts';
import { inLang, type Lang } from '../texts/language.ts';

/** `0.5`, of 50 hundredths. */
export const pointsText = (hundredths: number | undefined): string =>
  hundredths === undefined ? UNDEFINED : formatNumber(hundredths / 100, 2);

/** Points as files and answers have them. */
export const readPoints = (hundredths: number | undefined): number | null =>
  hundredths === undefined ? null : hundredths / 100;

/** `3 天`, `1 day`: units in English are regular plurals. */
function measured(amount: number, name: Fact['name'], lang: Lang): string {
  const unit = inLang(FACT_WORDS[name].unit, lang);
  return `${formatNumber(amount)} ${amount === 1 ? unit.replace(/s$/, '') : unit}`;
}

/** `2 / 5`, `–`. */
export function amountText({ amount, whole }: Pick<Fact, 'amount' | 'whole'>, lang: Lang): string {
  if (amount === undefined) return UNDEFINED;
  return whole === undefined
    ? formatNumber(amount)
    : ASSESSMENT_TEXTS[lang].outOf(formatNumber(amount), formatNumber(whole));
}

export const unknownText = ({ unknown }: Pick<Fact, 'unknown'>, lang: Lang): string =>
  unknown === undefined ? '' : inLang(UNKNOWN_WORDS[unknown], lang);

/** How an indicator's deduction came about. */
export function explainScore(score: IndicatorScore, lang: Lang): string {
  const { rule, fact, amount, times } = score;
  const t = ASSESSMENT_TEXTS[lang];
  const { per, within = 0, deductionHundredths, limitHundredths } = rule;
  if (amount === undefined || times === undefined) return t.notAssessed(unknownText(fact, lang));
  const isDays = rule.fact === 'corrected-late';
  const told = measured(amount, rule.fact, lang);
  const counted = isDays ? tellLate(rule.within, told, lang) : told;
  if (times === 0)
    return within > 0 && amount > 0 ? t.free(counted, measured(within, rule.fact, lang)) : t.nothing(counted);
  const points = pointsText(deductionHundredths);
  if (per === undefined) return t.once(counted, points) + tellItem(score, lang);
  const raw = times * deductionHundredths;
  const beyond = isDays || within === 0 ? counted : t.beyond(counted, measured(within, rule.fact, lang));
  return (
    t.each(beyond, measured(per, rule.fact, lang), formatNumber(times), points, pointsText(raw)) +
    (raw > limitHundredths ? t.capped(pointsText(limitHundredths)) : '') +
    tellItem(score, lang)
  );
}

/** Where the indicators before it leave less of their item. */
function tellItem({ rule, ownHundredths, deductedHundredths }: IndicatorScore, lang: Lang): string {
  const { group } = rule;
  return group && deductedHundredths !== ownHundredths
    ? ASSESSMENT_TEXTS[lang].item(
        group.name,
        pointsText(group.limitHundredths),
        pointsText(deductedHundredths),
      )
    : '';
}

const tellLate = (within: number | undefined, amount: string, lang: Lang): string =>
  within === undefined
    ? ASSESSMENT_TEXTS[lang].lateByDay(amount)
    : ASSESSMENT_TEXTS[lang].late(amount, formatNumber(within));

/** Evidence in words, and the page that shows it. */
interface EvidenceTold {
  readonly text: string;
  readonly path: string | undefined;
}

interface Whose {
  readonly id: string;
  readonly year: number;
}

export function tellEvidence(one: Evidence, { id, year }: Whose, lang: Lang): EvidenceTold {
  const t = ASSESSMENT_TEXTS[lang].evidence;
  const form = agencyYearPath(id, year);
  const history = `${form}/history`;
  const version = (submissionId: string | undefined): string =>
    submissionId === undefined ? history : submissionPath(id, year, submissionId);
  const place = (path: string): string => inLang(placeName(chooseEdition(year), path), lang);
  switch (one.kind) {
    case 'deadline':
      return { text: one.isExtended ? t.extended(one.day) : t.deadline(one.day), path: undefined };
    case 'received':
      return { text: t.received(printChinaMinute(one.at)), path: version(one.submissionId) };
    case 'none-until':
      return { text: t.noneUntil(printChinaMinute(one.at)), path: form };
    case 'published':
      return { text: t.published(one.day, printChinaMinute(one.statedAt)), path: form };
    case 'finding': {
      const title = RULES.byId.get(one.rule)?.entry().title;
      const told = t.finding(
        one.rule,
        title ? inLang(title, lang) : '',
        one.path === undefined ? '' : place(one.path),
      );
      return { text: one.isExplained ? `${told} (${t.explained})` : told, path: version(one.submissionId) };
    }
    case 'errors':
      return {
        text: t.errors(formatNumber(one.count), printChinaMinute(one.at)),
        path: version(one.submissionId),
      };
    case 'return':
      return { text: tellReturn(one, lang), path: version(one.submissionId) };
    case 'repeated':
      return {
        text: t.repeated(place(`/narrative/${one.section}`), String(one.year), formatNumber(one.percent)),
        path: form,
      };
    case 'copied':
      return {
        text: one.agency
          ? t.copiedOther(one.agency.name, String(one.year), formatNumber(one.percent))
          : t.copiedLast(String(one.year), formatNumber(one.percent)),
        path: agencyYearPath(one.agency?.id ?? id, one.year),
      };
    case 'cell':
      return { text: t.cell(place(one.path), formatNumber(one.value)), path: form };
  }
}

function tellReturn({ at, until, corrected, days }: ReturnEvidence, lang: Lang): string {
  const { evidence: t, separator } = ASSESSMENT_TEXTS[lang];
  const ended =
    days === undefined
      ? t.taken
      : corrected
        ? t.corrected(printChinaMinute(corrected.at), formatNumber(days))
        : t.open(formatNumber(days));
  return [t.returned(printChinaMinute(at), until), ended].join(separator);
}

/** All of it in one cell of a file. */
export const evidenceText = ({ evidence }: Pick<Fact, 'evidence'>, whose: Whose, lang: Lang): string =>
  evidence.map((one) => tellEvidence(one, whose, lang).text).join(ASSESSMENT_TEXTS[lang].separator);
