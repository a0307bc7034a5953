/** JSON Schema of /postmortems.json, the public contract. */
const text = { type: 'string', minLength: 1 };
const texts = { type: 'array', items: text };
const month = { type: 'string', pattern: '^\\d{4}-\\d{2}$' };
const date = { anyOf: [{ type: 'string', format: 'date' }, month] };
const time = { anyOf: [{ type: 'string', format: 'date-time' }, date] };
const orNull = (schema: object) => ({ anyOf: [schema, { type: 'null' }] });
const exactly = (properties: object) => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
});

const action = exactly({
  title: text,
  owner: orNull(text),
  owners: texts,
  due: orNull({ type: 'string', format: 'date' }),
  type: orNull({ enum: ['prevent', 'detect', 'mitigate', 'process'] }),
  status: { enum: ['open', 'done', 'dropped', 'unknown'] },
  state: { enum: ['open', 'done', 'dropped', 'unknown'] },
  ticket: orNull(text),
  url: orNull({ type: 'string', format: 'uri' }),
});

const postmortem = exactly({
  id: text,
  url: { type: 'string', pattern: '^/(?:.*/)?postmortems/[^/]+/$' },
  title: text,
  summary: orNull(text),
  resolution: orNull(text),
  kind: { enum: ['incident', 'near-miss'] },
  status: { enum: ['draft', 'review', 'final'] },
  severity: orNull(text),
  date,
  started: time,
  detected: orNull(time),
  acknowledged: orNull(time),
  mitigated: orNull(time),
  resolved: orNull(time),
  timeToDetectMinutes: orNull({ type: 'integer', minimum: 0 }),
  timeToAcknowledgeMinutes: orNull({ type: 'integer', minimum: 0 }),
  timeToMitigateMinutes: orNull({ type: 'integer', minimum: 0 }),
  durationMinutes: orNull({ type: 'integer', minimum: 0 }),
  impactPercent: orNull({ type: 'number', minimum: 0, maximum: 100 }),
  impactOf: orNull(text),
  impactQualifier: orNull({ enum: ['~', '<', '≤', '>', '≥'] }),
  impactAmounts: {
    type: 'array',
    items: exactly({
      amount: { type: 'number', minimum: 0 },
      unit: text,
      qualifier: orNull({ enum: ['~', '<', '≤', '>', '≥'] }),
    }),
  },
  cause: text,
  contributing: texts,
  trigger: text,
  detection: text,
  roles: { type: 'object', additionalProperties: texts },
  services: texts,
  tags: texts,
  recurs: texts,
  related: texts,
  fields: { type: 'object', additionalProperties: orNull({ type: ['string', 'number', 'array'], items: text }) },
  actions: { type: 'array', items: action },
});

const field = exactly({
  label: text,
  type: { enum: ['text', 'list', 'number', 'date', 'link'] },
  unit: orNull(text),
});

export const ARCHIVE_SCHEMA = exactly({
  version: { const: 1 },
  title: text,
  fields: { type: 'object', additionalProperties: field },
  postmortems: { type: 'array', items: postmortem },
});
