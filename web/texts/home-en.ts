import type { homeZhCn } from './home-zh-cn.ts';

export const homeEn: typeof homeZhCn = {
  what: 'Yearly reports on disclosure: filed, checked, added up and made public in one place.',
  doors: 'Begin here',
  file: {
    title: 'File a report',
    due: (year, day) => `Reports for ${year} are due on ${day}`,
    left: (days) => `${days} ${days === '1' ? 'day' : 'days'} left`,
    today: 'due today',
    consolidatedDue: (name, year, day) => `The consolidated report of ${name} for ${year} is due on ${day}`,
    coming: (year, from, day) => `Reports for ${year} can be filed from ${from} on, and are due on ${day}`,
    past: (year, day) =>
      `By law agencies’ own reports for ${year} were due on ${day} (extensions excepted); late ones are still taken.`,
    says: 'Reads Word, WPS, Excel, PDF and more; checks first, then files.',
  },
  filed: {
    title: 'Who has filed',
    in: (name, year) => `${name}, ${year}`,
    nobody: (name, year) => `The roster of ${name} has no agency that must report for ${year}.`,
    says: 'Who is missing, late or has a report returned, agency by agency.',
  },
  figures: {
    title: 'Look at the figures',
    received: (name, year, count) => `${name}, ${year}: ${count} requests received`,
    nothing: (name) => `No report of ${name} has been accepted yet.`,
    says: 'Requests, outcomes, reconsideration and litigation; every chart and table can be taken along.',
    departments: 'Which departments refuse most, and why',
  },
  unloaded: (code, name) =>
    `This system is to begin with region ${code}, which is not loaded; this is ${name} instead. Whoever runs the system checks the setting, or loads that region.`,
  more: (name, year) => `All charts and lists of ${name}, ${year}`,
  empty: {
    heading: 'There is no data in this system yet',
    regions: 'No region is loaded. Whoever runs the system loads the regions first, then the roster:',
    home: (code) =>
      `This system begins with region ${code}, which is not loaded. Whoever runs the system loads regions and roster:`,
    roster: 'The regions are there, the roster of agencies is not. Whoever runs the system loads it:',
    commands: 'Commands that load it',
    demonstrationCommand: 'Command of the demonstration',
    demonstration:
      'Just to look at it: started on this machine with an empty folder of its own, it loads a demonstration:',
  },
};
