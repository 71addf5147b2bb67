/** English words of a region's further figures. */
import type { figuresZhCn } from './figures-zh-cn.ts';

export const figuresEn: typeof figuresZhCn = {
  titleOf: (name, year) => `${name} ${year}: more figures`,
  cut: (shown, all) => ` The table shows the first ${shown} rows, the files all ${all}.`,
  tied: (count, value) => `${count} that share ${value}`,
  dataset: 'Origin of the data',
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
  movers: {
    title: (before, year) =>
      before === null
        ? 'What changed applications received'
        : `What moved applications received from ${before} to ${year}`,
    total: (year) => `Total of ${year}`,
    rest: (count) => `The other ${count}`,
    columns: {
      name: 'Region or agency',
      kind: 'Kind',
      id: 'Code or id',
      cases: (year) => `Received in ${year}`,
      change: 'Change',
      bar: 'Step by step',
    },
    says: ([before, year], [from, to], change) =>
      `${from} applications were received in ${before}, ${to} in ${year} (${change})`,
    most: {
      more: (names) => `the largest increase is that of ${names}`,
      fewer: (names) => `the largest decrease is that of ${names}`,
    },
    mover: (name, change, note) => `${name} ${change}${note === undefined ? '' : ` (${note})`}`,
    none: (year) => `no part of the region in ${year}`,
    separator: '; ',
    reports: (year, accepted, expected) =>
      ` For ${year} there are ${accepted} of ${expected} reports; who has none counts nothing.`,
    notCompared: (before, year) =>
      before === null
        ? 'There is no earlier year to compare with.'
        : `${before} and ${year} can’t be compared child by child: one of them has no figures yet, or those of other regions.`,
  },
  concentration: {
    title: (are) =>
      are === 'agencies'
        ? 'How few agencies carry the applications'
        : 'How few regions and agencies carry the applications',
    columns: {
      name: 'Name',
      id: 'Code or id',
      received: (year) => `Received in ${year}`,
      sum: 'Added up',
      share: 'Share, added up',
    },
    who: {
      agencies: (count) => `${count} agencies`,
      children: (count) => `${count} regions and agencies below`,
    },
    says: (year, members, total) =>
      `In ${year} the ${members} that reported received ${total} applications; `,
    half: (half, share) => `the ${half} with the most have ${share} of them.`,
    halfCounted: (half, cases) => `the ${half} with the most have ${cases} of them.`,
    few: (cases, members) =>
      `Of fewer than ${cases} cases or ${members} members no share is told and no line drawn.`,
    none: (year, members) => `In ${year} the ${members} that reported received none.`,
    silent: (members) => ` Another ${members} have no report in force and are left out.`,
    picture:
      'Lorenz line: shares of agencies, from the one with the fewest on, against their share of applications; the further from the diagonal, the more concentrated. The numbers are in the table',
    axes: { members: 'Share of agencies, fewest first', count: 'Share of applications' },
  },
  workload: {
    title: 'Workload and correction on reconsideration',
    unit: 'each point a region or an agency',
    columns: {
      name: 'Name',
      id: 'Code or id',
      toHandle: 'To be handled',
      ended: 'Reconsiderations ended',
      corrected: 'Corrected',
      rate: 'Correction rate',
    },
    highest: (year, names) => `Correction rate on reconsideration in ${year}: the highest is ${names}.`,
    noRates: (year) => `In ${year} there is no correction rate to compare.`,
    few: (count, enough) =>
      ` Of ${count}, fewer than ${enough} reconsiderations ended: they have no rate and are rings below the line.`,
    value: (name, value) => `${name} with ${value}`,
    point: (name, toHandle, rate) => `${name}: ${toHandle} to be handled, corrected ${rate}`,
    picture:
      'Scatter plot: applications to be handled, each step tenfold, against the correction rate on reconsideration. The numbers are in the table',
    axes: { toHandle: 'To be handled (each step tenfold)', rate: 'Correction rate', few: 'too few' },
  },
  children: {
    title: (measure) => `${measure}: children over the years`,
    percent: '%',
    points: 'percentage points',
    columns: {
      name: 'Region or agency',
      kind: 'Kind',
      id: 'Code or id',
      trend: 'Over the years',
      part: (year) => `Part in ${year}`,
      whole: (year) => `Whole in ${year}`,
      change: (before, year) => `Change ${before}→${year}`,
      noChange: 'Change',
    },
    trendIn: (name) => `${name} over the years; the numbers are in the same row`,
    value: (name, value) => `${name} with ${value}`,
    highest: (year, measure, names, told, all) =>
      `${measure} in ${year}: the highest is ${names}; ${told} of ${all} can be compared.`,
    nothing: (year, measure) => `${measure} in ${year}: nothing to compare.`,
  },
  choice: {
    label: 'Choose the year to compare with, and the measure of children',
    before: 'Compared with',
    measure: 'Children by',
    show: 'Show',
  },
  litigation: {
    title: 'Reconsideration, suing directly and after reconsideration, by year',
    unit: 'cases',
    kinds: {
      reconsideration: 'Reconsideration',
      direct: 'Sued directly',
      afterReconsideration: 'Sued after reconsideration',
    },
    short: {
      reconsideration: 'Reconsideration',
      direct: 'Sued directly',
      afterReconsideration: 'Sued after it',
    },
    says: (year, direct, after) =>
      `In ${year} there were ${direct} lawsuits brought directly and ${after} after reconsideration`,
    was: (direct, after) => `; in the year before ${direct} and ${after}.`,
    picture:
      'Lines: reconsiderations, lawsuits brought directly and after reconsideration by year; a dashed line where the law changed. The numbers are in the table',
  },
  tiles: {
    title: (measure, year) => `${measure} in ${year}: the regions below`,
    columns: { name: 'Region', code: 'Code', step: 'Step' },
    order: ' The tiles stand in the order of their codes, not as on a map.',
    says: (all, told, low, high) =>
      `${all} regions below; ${told} can be compared, from ${low} to ${high}, in steps of about as many regions each.`,
    nothing: (all) => `${all} regions below; nothing to compare.`,
    range: (from, to) => `${from}–${to}`,
    unknown: 'no figure, or few cases',
    map: {
      picture: 'Map: the regions below coloured by steps; names and numbers are in the table, too',
      approval: (number) => `Map approval number (审图号): ${number}`,
      without: 'Regions without an outline on the map:',
      layouts: { tiles: 'Show tiles', outlines: 'Show the map' },
      value: (name, value) => `${name}: ${value}`,
      marked: (name, dataset) => `${name} (${dataset})`,
    },
  },
  population: {
    title: (year) => `Applications per 10 000 inhabitants in ${year}`,
    unit: 'per 10 000 inhabitants',
    columns: {
      name: 'Region',
      code: 'Code',
      received: 'Received',
      accepted: 'Accepted',
      expected: 'Expected',
      inhabitants: 'Inhabitants',
      rate: 'Per 10 000',
      bar: 'Compared',
      source: 'Source of inhabitants',
    },
    value: (name, value) => `${name} with ${value}`,
    whole: (year, rate) => `In ${year} there were ${rate} applications per 10 000 inhabitants`,
    highest: (names) => `of the regions below the highest is ${names}`,
    nothing: (year) => `There is nothing to compare for ${year}.`,
    separator: '; ',
    rule: ' Inhabitants are of the same year, as an operator loaded them; of fewer than 30 applications nothing is told.',
  },
};
