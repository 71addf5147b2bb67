import { Hono } from 'hono';
import { EDITIONS } from '../../shared/domain/form/catalogue.ts';
import { RequestError } from '../http/request-error.ts';
import { schemaPath, schemaText } from '../site/schemas.ts';

const SCHEMAS = new Map(EDITIONS.map((edition) => [schemaPath(edition), schemaText(edition)]));

/** The JSON Schemas of the report. Public, and for editors and forms of any site. */
export const listSchemaFiles = () =>
  new Hono().get('/:name', (c) => {
    const schema = SCHEMAS.get(`/schemas/${c.req.param('name')}`);
    if (schema === undefined) throw new RequestError(404, (t) => t.noSuchPath);
    c.header('content-type', 'application/schema+json');
    // An hour: the address stays, the catalogue may gain a row.
    c.header('cache-control', 'public, max-age=3600');
    return c.body(schema);
  });
