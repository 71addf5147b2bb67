import type { Edition } from '../../shared/domain/form/catalogue.ts';
import { reportSchema } from '../../shared/domain/document/report-schema.ts';

/** Where an installation serves the schema of an edition; editors keep this address, so it never changes. */
export const schemaPath = (edition: Edition): string => `/schemas/report-${edition}.schema.json`;

/** The schema's text, the same on the web and in docs/. */
export const schemaText = (edition: Edition): string => `${JSON.stringify(reportSchema(edition), null, 2)}\n`;
