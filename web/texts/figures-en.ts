/** English words of a region's further figures. */
import type { figuresZhCn } from './figures-zh-cn.ts';

export const figuresEn: typeof figuresZhCn = {
  titleOf: (name, year) => `${name} ${year}: more figures`,
  step: (from, to) => (to === undefined ? `${from} % and more` : `${from}–${to} %`),
  reasons: {
    title: (outcome) => `${outcome} by year`,
    legend: 'Share of all reasons of the year:',
    trend: 'Share over the years',
    trendIn: (reason) => `${reason}: its share over the years; the numbers are in the same row`,
    share: (year) => `Share in ${year}`,
    quoted: (reason) => `“${reason}”`,
    most: (year, whole, outcome, reasons, share) =>
      `${outcome}, ${year}: ${whole} in all, most often ${reasons} with ${share}`,
    was: (year, share) => `; in ${year} it had ${share}.`,
    few: (enough) => ` (fewer than ${enough}: no share).`,
  },
  path: {
    title: (year) => `Where the applications of ${year} went`,
    unit: 'cases',
    says: (year, toHandle, received, carriedIn, results) =>
      `In ${year} there were ${toHandle} to handle (${received} new, ${carriedIn} carried over), of which ${results} were closed; `,
    disputes: (reviews, lawsuits, corrected) =>
      `${reviews} reconsiderations and ${lawsuits} lawsuits, and of those that ended ${corrected} were corrected. Disputes are those of the year and may be about answers of earlier years: they are set beside the results and are no part of them.`,
    noneEnded: (reviews, lawsuits) =>
      `${reviews} reconsiderations and ${lawsuits} lawsuits, none of which ended.`,
    stages: {
      received: 'Received',
      results: 'Results',
      reconsideration: 'Reconsideration',
      litigation: 'Litigation',
      corrected: 'Corrected',
    },
    steps: {
      received: 'New in the year',
      carriedIn: 'Carried over',
      toHandle: 'To be handled',
      results: 'Closed',
      disclosed: 'Granted or partly disclosed',
      notDisclosed: 'Other results',
      carriedOut: 'Carried to the next year',
      reconsiderations: 'Reconsiderations',
      reconsiderationsEnded: 'Reconsiderations ended',
      reconsiderationsCorrected: 'Corrected on reconsideration',
      direct: 'Sued directly',
      afterReconsideration: 'Sued after reconsideration',
      lawsuits: 'Lawsuits',
      lawsuitsEnded: 'Lawsuits ended',
      lawsuitsCorrected: 'Corrected by courts',
      ended: 'Disputes ended',
      corrected: 'Corrected',
    },
    relations: { share: 'of', ratio: 'beside' },
    against: {
      share: (basis, count) => `of ${count} (${basis})`,
      ratio: (basis, count) => `beside ${count} (${basis})`,
    },
    columns: {
      stage: 'Stage',
      step: 'Step',
      cases: 'Cases',
      relation: 'Relation to its basis',
      basis: 'Basis',
      basisCases: 'Cases of the basis',
      rate: 'Rate',
    },
  },
};
