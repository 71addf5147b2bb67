/**
 * What belongs into each row, in our own words, drawn from the Regulations on Open Government Information (Decree 711), the two
 * annual-report formats and the Measures on the processing fee (notice 109 of 2020). "Decree" is the first.
 */
import type { RowHelp, RowHelps } from './row-help.ts';

const help = (what: string, article: string, example: string): RowHelp => ({ what, article, example });

export const ROW_HELPS_EN: RowHelps = {
  both: {
    '/applications/received': help(
      'Applications received from 1 January to 31 December, one for each letter of application, by the day of receipt as the Decree tells it. One that was corrected on request is still the same application. They stand with the natural persons, or with one kind of organisation.',
      'Decree, articles 27, 29 and 31',
      '12 from citizens and 3 from enterprises: natural persons 12, commercial enterprises 3, total 15.',
    ),
    '/applications/carriedIn': help(
      'Applications received last year and not answered by 31 December of that year. Each cell is that of “carried out to next year” in last year’s report.',
      'Decree, article 33; annual-report format, table III',
      'Last year’s report carried out 2 applications of natural persons: 2 here, too.',
    ),
    '/applications/results/granted': help(
      'All that was asked for was given. Where it had been published already and the applicant was told where, that counts here, too.',
      'Decree, article 36 (1) and (2)',
      'The compensation plan asked for is on the website, and the applicant was given its address: 1.',
    ),
    '/applications/results/partial': help(
      'A part could not be disclosed and the rest was given. Such an application counts here alone, not among those refused.',
      'Decree, article 37',
      'A contract was given with telephone and identity numbers covered: 1.',
    ),
    '/applications/results/refused/stateSecret': help(
      'Refused as a state secret that was lawfully classified.',
      'Decree, article 14',
      'The document bears a classification, which upon review still holds: 1.',
    ),
    '/applications/results/refused/prohibitedByLaw': help(
      'A law or an administrative regulation prohibits disclosure; a local regulation or rule alone is no such reason.',
      'Decree, article 14',
      'What one enterprise stated in a statistical survey, which the Statistics Law keeps closed: 1.',
    ),
    '/applications/results/refused/safetyAndStability': help(
      'Disclosure might endanger national security, public safety, economic security or social stability.',
      'Decree, article 14',
      'The plan of a waterworks’ protection: 1.',
    ),
    '/applications/results/refused/thirdPartyRights': help(
      'Trade secrets, personal privacy or the like: disclosure would harm a third party’s rights. Where the third party agrees, or where keeping it closed would gravely affect the public interest, it is disclosed and doesn’t count here.',
      'Decree, articles 15 and 32',
      'Details of another enterprise’s bid; asked, it objected with good reason: 1.',
    ),
    '/applications/results/refused/internalAffairs': help(
      'Internal affairs of three kinds, which the agency decided not to disclose: personnel, logistics, internal procedure.',
      'Decree, article 16, paragraph 1',
      'The agency’s duty roster and attendance records: 1.',
    ),
    '/applications/results/refused/processInformation': help(
      'Information of four kinds that arises on the way to a decision, which the agency decided not to disclose: records of discussions, drafts, letters of consultation, requests and reports to superiors. What laws, regulations or rules make public is excepted.',
      'Decree, article 16, paragraph 2',
      'A document’s drafts and the minutes of the meeting that discussed them: 1.',
    ),
    '/applications/results/refused/enforcementFiles': help(
      'Information in files of administrative enforcement, which the agency decided not to disclose. What laws, regulations or rules make public is excepted.',
      'Decree, article 16, paragraph 2',
      'The record of an interview in the file of a penalty: 1.',
    ),
    '/applications/results/refused/inquiryMatters': help(
      'Registers of companies, of real estate and the like, for which a law or regulation has its own way of inquiry: the applicant was told to use that.',
      'Decree, article 36 (7)',
      'The registration of somebody’s house; the applicant was told how the register is consulted: 1.',
    ),
    '/applications/results/unavailable/notHeld': help(
      'A search found no such information, or it is not for this agency to disclose it. Where the agency in charge is known, the applicant is told its name and how to reach it.',
      'Decree, article 36 (4) and (5)',
      'An education bureau was asked for a land contract and named the agency in charge: 1.',
    ),
    '/applications/results/unavailable/notCompiled': help(
      'There is no such information ready: what is held would have to be processed or analysed.',
      'Decree, article 38',
      'A comparison of complaints by street over ten years, which nobody ever made: 1.',
    ),
    '/applications/results/unavailable/unclear': help(
      'The applicant was asked once for all that was missing and did correct the application, yet it remains unclear what is wanted. Those who did not correct it count under “other handling”.',
      'Decree, article 30',
      'After correction it still says “all papers that concern me”: 1.',
    ),
    '/applications/results/declined/petition': help(
      'A petition, complaint or report in the shape of an application: the applicant was told that it is not handled as one.',
      'Decree, article 39, paragraph 1',
      'The letter complains of a neighbour’s illegal building and demands action: 1.',
    ),
    '/applications/results/declined/repeated': help(
      'The same applicant asked again for what had been answered, and was told that it is not handled twice.',
      'Decree, article 36 (6)',
      'Answered in March, asked for again in June: 1.',
    ),
    '/applications/results/declined/publication': help(
      'A gazette, newspaper, book or other publication was asked for, and the applicant was told where to get it.',
      'Decree, article 39, paragraph 2',
      'A statistical yearbook, which can be bought or read in a library: 1.',
    ),
    '/applications/results/declined/excessive': help(
      'Number or frequency of applications plainly exceed what is reasonable; asked for reasons, the applicant gave none that hold.',
      'Decree, article 35',
      'A hundred similar applications within a month without good reason: each one that was declined counts.',
    ),
    '/applications/results/declined/reissue': help(
      'The applicant has the information and asks the agency to confirm it or to issue it anew.',
      'Annual-report format, table III; the Decree has no article of its own for it',
      'A copy of an approval is to be stamped again: 1.',
    ),
    '/applications/results/total': help(
      'All applications concluded this year: the rows from “granted” to “other handling” added up, column by column.',
      'Annual-report format, table III',
      'The rows of natural persons add up to 13: 13 here. With those carried out it equals those received and carried in.',
    ),
    '/applications/carriedOut': help(
      'Applications not answered by 31 December, those included whose time was extended, that are being corrected, or about which a third party was asked. Next year’s report carries the same in.',
      'Decree, article 33; annual-report format, table III',
      '15 received, 2 carried in, 16 concluded: 1 carried out.',
    ),
    '/reconsideration': help(
      'Reconsiderations about open government information with this agency as respondent, by result: upheld or dismissed under “upheld”; revoked, altered, found unlawful or ordered to act under “corrected”; withdrawn, terminated and the like under “other result”; what was open at the year’s end under “pending”.',
      'Decree, article 51; Administrative Reconsideration Law',
      'Of 3 cases 2 were upheld and 1 revoked: upheld 2, corrected 1, total 3.',
    ),
    '/litigation/direct': help(
      'Lawsuits about open government information against this agency without reconsideration before, by the court’s decision. Since 2024 whoever contests a refusal must first ask for reconsideration (Administrative Reconsideration Law, article 23).',
      'Decree, article 51; Administrative Litigation Law',
      'The court dismissed 1 claim: upheld 1, total 1.',
    ),
    '/litigation/afterReconsideration': help(
      'Lawsuits about open government information against this agency after a reconsideration, by the court’s decision.',
      'Decree, article 51; Administrative Litigation Law',
      'Sued after the decision was upheld, no judgment by the year’s end: pending 1, total 1.',
    ),
  },
  '2019': {
    '/proactive/rules': help(
      'Rules newly made this year, newly disclosed this year, and disclosed in all at the year’s end. Only departments of the State Council, provinces, and cities and prefectures that have districts make rules; all others write 0.',
      'Decree, article 20 (1)',
      '1 was made and disclosed, 4 earlier ones still are disclosed: 1, 1, 5.',
    ),
    '/proactive/normativeDocuments': help(
      'Normative documents newly made this year, newly disclosed this year, and disclosed in all at the year’s end. Internal documents, requests and appointments don’t count.',
      'Decree, article 20 (1)',
      '2 were made and disclosed, 9 stand on the website: 2, 2, 9.',
    ),
    '/proactive/licensing': help(
      'Licensing: items of last year, items added or dropped this year (negative where they became fewer), and decisions of this year.',
      'Decree, article 20 (5)',
      '20 items, 3 dropped, 40 decisions: 20, -3, 40.',
    ),
    '/proactive/otherServices': help(
      'Services to the public besides licensing, as confirmations, payments and awards: items of last year, the change, and decisions of this year.',
      'Decree, article 20 (5)',
      '12 items, no change, 300 cases: 12, 0, 300.',
    ),
    '/proactive/penalties': help(
      'Penalties: items of last year, the change, and decisions of this year.',
      'Decree, article 20 (6)',
      '85 items, 2 added, 31 decisions: 85, 2, 31.',
    ),
    '/proactive/coercion': help(
      'Coercive measures: items of last year, the change, and decisions of this year.',
      'Decree, article 20 (6)',
      '6 items, no change, 1 closure: 6, 0, 1.',
    ),
    '/proactive/fees': help(
      'Administrative fees: items of last year, and items added or dropped this year (negative where they became fewer). Items, not amounts.',
      'Decree, article 20 (8)',
      '3 items, 1 dropped: 3, -1.',
    ),
    '/proactive/procurement': help(
      'Central procurement: projects of this year, and their amount in yuan.',
      'Decree, article 20 (9)',
      '2 projects for 246 900 yuan: 2, 246900.',
    ),
    '/applications/results/otherHandling/other': help(
      'Whatever was handled in none of the ways above: not corrected in time and no longer handled, for instance, or withdrawn by the applicant.',
      'Decree, article 30; annual-report format of 2019, table III',
      'The applicant withdrew in writing before the answer: 1.',
    ),
  },
  '2021': {
    '/proactive/rules': help(
      'Rules made this year, repealed this year, and in force on 31 December. Only departments of the State Council, provinces, and cities and prefectures that have districts make rules; all others write 0.',
      'Decree, article 20 (1)',
      '3 were in force last year, 1 was made and 1 repealed: 1, 1, 3.',
    ),
    '/proactive/normativeDocuments': help(
      'Documents made within lawful powers and procedure and published, which bind the public and are applied again and again for some time. Internal documents, requests and appointments don’t count. “In force” is the stock on 31 December, not what was made this year.',
      'Decree, article 20 (1)',
      '7 were in force last year, 2 were made and none repealed: 2, 0, 9.',
    ),
    '/proactive/licensing': help(
      'Licensing decisions of this year, granted and refused. Agencies that license nothing write 0.',
      'Decree, article 20 (5)',
      '38 granted and 2 refused: 40.',
    ),
    '/proactive/penalties': help(
      'Penalty decisions of this year: all of them, not only those that were disclosed.',
      'Decree, article 20 (6)',
      '31 decisions were issued: 31.',
    ),
    '/proactive/coercion': help(
      'Decisions on coercive measures of this year: closures, seizures and the like, and what the agency enforced itself.',
      'Decree, article 20 (6)',
      '1 closure and 2 seizures: 3.',
    ),
    '/proactive/fees': help(
      'Administrative fees collected this year, in units of 10 000 yuan with at most six decimals. Fines and taxes don’t count.',
      'Decree, article 20 (8)',
      '246 900 yuan were collected: 24.69.',
    ),
    '/applications/results/otherHandling/notCorrected': help(
      'Asked to correct the application, the applicant let the time pass without good reason: it counts as given up and is no longer handled.',
      'Decree, article 30',
      'Ten working days passed without correction or word: 1.',
    ),
    '/applications/results/otherHandling/feeUnpaid': help(
      'Told to pay the processing fee, the applicant let the time pass: the application counts as given up and is no longer handled. There are never more of these than notices.',
      'Decree, article 42; Measures on the processing fee (notice 109 of 2020)',
      '1 notice was sent and not paid in time: 1.',
    ),
    '/applications/results/otherHandling/other': help(
      'Whatever was handled in none of the ways above, as an application that was withdrawn. There should be few: look first whether one of the rows above fits.',
      'Annual-report format of 2021, table III',
      'The applicant withdrew in writing before the answer: 1.',
    ),
  },
};
