import type { Answer, Block, Column, FieldKind, Finding, Form, FormField, Inline, PrintedPage, Severity } from '../../bindings';

/** A field of the gallery with what stands beside it. */
export interface Sample {
  title: string;
  field: FormField;
  answer?: Answer;
  findings?: Finding[];
  readonly?: boolean;
  disabledWhy?: string;
}

const t = (text: string, marks: Partial<Extract<Inline, { type: 'text' }>> = {}): Inline => ({
  type: 'text',
  text,
  strong: false,
  emphasis: false,
  link: null,
  ...marks,
});
const p = (...content: (string | Inline)[]): Block => ({
  type: 'paragraph',
  content: content.map((piece) => (typeof piece === 'string' ? t(piece) : piece)),
});

const levels: FieldKind = {
  type: 'choice',
  options: [
    { id: 'low', label: 'Low' },
    { id: 'medium', label: 'Medium' },
    { id: 'high', label: 'High' },
  ],
  levels: true,
  other: true,
};
const column = (id: string, title: string, width: number, kind: FieldKind, required = true): Column => ({
  id,
  title,
  aside: null,
  width,
  kind,
  required,
});

const partners: FieldKind = {
  type: 'table',
  columns: [
    column('name', 'Name', 73, { type: 'text', format: null }),
    column('role', 'Controller or Processor?', 36, {
      type: 'choice',
      options: [
        { id: 'controller', label: 'Controller' },
        { id: 'processor', label: 'Processor' },
        { id: 'joint', label: 'Joint controller' },
      ],
      levels: false,
      other: true,
    }),
    {
      ...column('toolkit', 'Completed and compliant with the IG Toolkit or Data Security and Protection (DSP) Toolkit', 50, { type: 'yes_no', other: true }),
      aside: 'Yes / No',
    },
  ],
  fixed: [],
  noun: 'partner',
  versions: false,
};
const risks: FieldKind = {
  type: 'table',
  columns: [
    column('description', 'Describe source of risk and nature of potential impact on individuals.', 80, { type: 'prose' }),
    column('likelihood', 'Likelihood of harm', 30, levels),
    column('severity', 'Severity of harm', 30, levels),
    column('overall', 'Overall risk', 30, levels),
  ],
  fixed: [],
  noun: 'risk',
  versions: false,
};
const measures: FieldKind = {
  type: 'table',
  columns: [
    column('risk', 'Risk', 52, { type: 'row_ref', field: 'risks', column: 'description' }),
    column('options', 'Options to reduce or eliminate risk', 49, { type: 'prose' }),
    column('effect', 'Effect on risk', 26, { type: 'choice', options: [{ id: 'eliminated', label: 'Eliminated' }, { id: 'reduced', label: 'Reduced' }, { id: 'accepted', label: 'Accepted' }], levels: false, other: false }),
    column('residual', 'Residual risk', 27, levels),
    column('approved', 'Measure approved', 24, { type: 'yes_no', other: false }),
  ],
  fixed: [],
  noun: 'measure',
  versions: false,
};
const training: FieldKind = {
  type: 'table',
  columns: [column('done', 'Yes/No', 26, { type: 'yes_no', other: false }), column('dates', 'Dates', 56, { type: 'text', format: null }, false)],
  fixed: [
    { id: 'collection', label: 'Data Collection:' },
    { id: 'system', label: 'Use of the System or Service:' },
    { id: 'governance', label: 'Information Governance:' },
  ],
  noun: 'course',
  versions: false,
};
const versions: FieldKind = {
  type: 'table',
  columns: [
    column('number', 'Version', 18, { type: 'text', format: null }),
    column('reason', 'Reason', 72, { type: 'text', format: null }, false),
    column('date', 'Date', 34, { type: 'date' }, false),
    column('authors', 'Author(s)', 46, { type: 'text', format: null }, false),
  ],
  fixed: [],
  noun: 'version',
  versions: true,
};
const evidence: FieldKind = {
  type: 'table',
  columns: [column('what', 'What', 40, { type: 'text', format: null }), column('when', 'When', 30, { type: 'date' }), column('files', 'Files', 60, { type: 'conditions', lists: ['art-6'] }, false)],
  fixed: [],
  noun: 'item',
  versions: false,
};
const box = (label: string, width: number) => ({ id: label.toLowerCase().replace(/\W+/g, '-'), label, width });
const boxes: FieldKind = {
  type: 'boxes',
  rows: [
    [box('Racial or ethnic origin', 46), box('Political opinion', 46), box('Religious or philosophical beliefs', 46)],
    [box('Trade Union membership', 72.5), box('Physical or mental health or condition', 72.5)],
    [box('Sickness forms', 32), box('Housing records', 32), box('Tax, benefit or pension records', 35), box('Adoption records', 32)],
  ],
};
const conditions: FieldKind = { type: 'conditions', lists: ['art-6', 'schedule-1'] };
const decision: FieldKind = {
  type: 'approval',
  outcomes: [
    { id: 'accepted', label: 'Accepted' },
    { id: 'overruled', label: 'Overruled' },
  ],
  date_label: null,
};

export const flow: Block[] = [
  p('Redrawn on 4 June 2026 with the transport team and Wayline:'),
  {
    type: 'bullets',
    items: [
      [p(t('School to council:', { strong: true }), ' needs, medical conditions, a named adult', { type: 'footnote', content: [t('Children and Families Act 2014, section 37: '), t('legislation.gov.uk', { link: 'https://www.legislation.gov.uk/ukpga/2014/6/section/37' })] })],
      [p(t('Council to operator:', { strong: true }), ' pick-up point, contact, ', t('what the crew must know', { emphasis: true }))],
      [p(t('Operator to council:', { strong: true }), ' attendance, delays and incidents, each day'), { type: 'numbers', items: [[p('by seven in the evening')], [p('by telephone at once where a child is hurt')]] }],
    ],
  },
  p('See the ', t('data flow map', { link: 'https://example.org/map' }), '.'),
];

function field(id: string, kind: FieldKind, more: Partial<FormField> = {}): FormField {
  return { id, label: null, kind, required: true, beside: false, group: null, grid_title: null, band: null, column: null, notes: false, ...more };
}

function finding(id: string, severity: Severity, message: string, row: string | null = null, col: string | null = null): Finding {
  return { key: `${id}-${severity}-${row}`, severity, required: false, at: { field: id, row, column: col }, question: id, message, source: 'The form, step 3', kept: null };
}

const row = (id: string, cells: Record<string, Answer>) => ({ id, cells });
const text = (value: string): Answer => ({ kind: 'text', value });
const prose = (...value: Block[]): Answer => ({ kind: 'prose', value });
const option = (id: string): Answer => ({ kind: 'choice', value: { option: id } });
const yes: Answer = { kind: 'yes_no', value: 'yes' };
const file = (title: string, pages: number | null) => ({ sha256: title, title, file_name: `${title}.pdf`, size: 214_000, what: 'PDF', pages, printed: [] as PrintedPage[] });

export const samples: Sample[] = [
  { title: 'Text, not answered', field: field('text-empty', { type: 'text', format: null }) },
  { title: 'Text, answered', field: field('text', { type: 'text', format: null }), answer: text('Help at Home after Hospital, the joint discharge programme of Calderwick Borough Council and Marlshire Hospitals') },
  { title: 'Email, stops sign-off', field: field('email', { type: 'text', format: 'email' }), findings: [finding('email', 'stops', 'No email address.')] },
  { title: 'Text, read only', field: field('text-read', { type: 'text', format: null }), answer: text('Priya Nair'), readonly: true },
  { title: 'Text, not asked', field: field('text-off', { type: 'text', format: null }), disabledWhy: 'Answer 3.1 first' },
  { title: 'Prose, not answered', field: field('prose-empty', { type: 'prose' }) },
  { title: 'Prose, answered', field: field('prose', { type: 'prose' }), answer: prose(...flow) },
  { title: 'Prose, warning', field: field('prose-warn', { type: 'prose' }), answer: prose(p('Kept for seven years.')), findings: [finding('prose-warn', 'warning', 'The period has no source.')] },
  { title: 'Prose, read only', field: field('prose-read', { type: 'prose' }), answer: prose(...flow), readonly: true },
  { title: 'Date, not answered', field: field('date-empty', { type: 'date' }) },
  { title: 'Date, a day', field: field('date', { type: 'date' }), answer: { kind: 'date', value: '2026-06-16' } },
  { title: 'Date, in words', field: field('date-words', { type: 'date' }), answer: { kind: 'date', value: 'September 2026, after the tender' } },
  { title: 'Yes or no, not answered', field: field('yn-empty', { type: 'yes_no', other: false }) },
  { title: 'Yes or no, answered', field: field('yn', { type: 'yes_no', other: true }), answer: { kind: 'yes_no', value: 'no' } },
  { title: 'Yes or no, other words, stops sign-off', field: field('yn-other', { type: 'yes_no', other: true }), answer: { kind: 'yes_no', value: { other: 'Yes, save Wayline Systems Ltd: processing schedule not yet signed.' } }, findings: [finding('yn-other', 'stops', 'No contract is named.')] },
  { title: 'Yes or no, read only', field: field('yn-read', { type: 'yes_no', other: true }), answer: { kind: 'yes_no', value: 'no' }, readonly: true },
  { title: 'Choice', field: field('choice', { type: 'choice', options: [{ id: 'new', label: 'New' }, { id: 'changed', label: 'Changed' }, { id: 'no', label: 'No' }], levels: false, other: false }), answer: option('changed') },
  { title: 'Levels', field: field('levels', levels), answer: option('medium') },
  { title: 'A long choice', field: field('choice-long', { type: 'choice', options: Array.from({ length: 8 }, (_, i) => ({ id: `o${i}`, label: `Directorate ${i + 1}` })), levels: false, other: false }) },
  { title: 'Boxes, not answered', field: field('boxes-empty', boxes) },
  { title: 'Boxes, ticked', field: field('boxes', boxes), answer: { kind: 'boxes', value: ['political-opinion', 'housing-records'] } },
  { title: 'Boxes, read only', field: field('boxes-read', boxes), answer: { kind: 'boxes', value: ['political-opinion'] }, readonly: true },
  { title: 'Conditions, not answered', field: field('conditions-empty', conditions) },
  { title: 'Conditions, chosen', field: field('conditions', conditions), answer: { kind: 'conditions', value: ['6-1-c', '6-1-e', 'sch1-1'] } },
  { title: 'Files, none', field: field('files-empty', { type: 'attachments' }) },
  { title: 'Files', field: field('files', { type: 'attachments' }), answer: { kind: 'attachments', value: [{ ...file('Transport data flow, June 2026', 1), printed: [{ sha256: 'p', words: 'Flow', width: 595, height: 842 }] }, file('Confidentiality agreement', null)] } },
  { title: 'Approval, with an outcome', field: field('decision', decision), answer: { kind: 'approval', value: { outcome: 'accepted', name: 'Daniel Osei, Director of Children’s Services', date: '2026-06-15' } } },
  { title: 'Approval, not answered, stops sign-off', field: field('approval', { type: 'approval', outcomes: [], date_label: 'next review' }), findings: [finding('approval', 'stops', 'Nobody has approved.')] },
  { title: 'Approval, read only', field: field('approval-read', decision), answer: { kind: 'approval', value: { outcome: 'accepted', name: 'Daniel Osei', date: '2026-06-15' } }, readonly: true },
  {
    title: 'Partners',
    field: field('partners', partners),
    answer: {
      kind: 'table',
      value: [
        row('p1', { name: text('Calderwick Borough Council'), role: option('controller'), toolkit: yes }),
        row('p2', { name: text('Ashdene Taxis Ltd'), role: option('processor') }),
        row('p3', { name: text('Kestrel Passenger Assistants CIC'), role: { kind: 'choice', value: { other: 'Depends on the route' } }, toolkit: { kind: 'yes_no', value: { other: 'In progress, September' } } }),
      ],
    },
    findings: [finding('partners', 'warning', 'Whether Ashdene Taxis Ltd is compliant is not said.', 'p2', 'toolkit')],
  },
  { title: 'Partners, none yet', field: field('partners-empty', partners) },
  {
    title: 'Risks',
    field: field('risks', risks),
    answer: {
      kind: 'table',
      value: [
        row('r1', { description: prose(p('Details of a child’s needs reach crews who do not need them. Distress, loss of dignity, stigma.')), likelihood: option('high'), severity: option('medium'), overall: option('high') }),
        row('r2', { description: prose(p('A pick-up address is disclosed to a parent barred by a court order. Physical harm to a child.')), likelihood: option('low'), severity: option('high'), overall: option('medium') }),
        row('r3', { description: prose(p('A driver’s handset or run sheet is lost or read by others.')), likelihood: option('medium'), severity: option('high') }),
      ],
    },
    findings: [finding('risks', 'stops', 'The overall risk is missing.', 'r3', 'overall')],
  },
  {
    title: 'Measures',
    field: field('measures', measures),
    answer: {
      kind: 'table',
      value: [
        row('m1', { risk: { kind: 'row_ref', value: 'r1' }, options: prose(p('Run sheets carry only what the crew must act on.')), effect: option('reduced'), residual: option('low'), approved: yes }),
        row('m2', { risk: { kind: 'row_ref', value: 'gone' }, options: prose(p('Protected addresses are flagged.')), effect: option('reduced') }),
      ],
    },
  },
  { title: 'Training, fixed rows', field: field('training', training), answer: { kind: 'table', value: [row('collection', { done: yes, dates: text('March 2026') })] } },
  {
    title: 'Versions, kept by the program',
    field: field('versions', versions),
    answer: { kind: 'table', value: [row('v1', { number: text('1.0'), reason: text('First issue'), date: { kind: 'date', value: '2026-03-04' }, authors: text('Priya Nair') }), row('v2', { number: text('2.0'), date: { kind: 'date', value: '2026-06-16' } })] },
  },
  { title: 'Evidence', field: field('evidence', evidence), answer: { kind: 'table', value: [row('e1', { what: text('Audit'), when: { kind: 'date', value: '2026-06-16' }, files: { kind: 'conditions', value: ['6-1-e'] } })] } },
  { title: 'Risks, read only', field: field('risks-read', risks), answer: { kind: 'table', value: [row('r1', { description: prose(p('A handset is lost.')), likelihood: option('medium'), severity: option('high') })] }, readonly: true },
  { title: 'Notes, optional', field: field('notes', { type: 'prose' }, { notes: true, required: false }) },
  { title: 'Reference', field: field('ref', { type: 'row_ref', field: 'risks', column: 'description' }), answer: { kind: 'row_ref', value: 'r2' } },
];

export const form: Form = {
  id: 'gallery',
  name: 'Gallery',
  title: 'Gallery',
  sections: [
    {
      id: 'all', number: null, title: 'All', short: 'All', shape: 'open', heads: [], instruction: null, closing: [], glossary: [],
      questions: [
        { id: 'all', number: null, wording: 'All', aside: null, guidance: [], short: 'All', category: null, note: null, matrix: null, counts: true, fields: samples.map((sample) => sample.field) },
      ],
    },
  ],
  conditions: [
    {
      id: 'art-6',
      title: 'UK GDPR Article 6(1)',
      items: [
        { id: '6-1-a', cite: 'Article 6(1)(a)', label: 'Consent', group: null },
        { id: '6-1-c', cite: 'Article 6(1)(c)', label: 'Legal obligation', group: null },
        { id: '6-1-e', cite: 'Article 6(1)(e)', label: 'Public task', group: null },
      ],
    },
    {
      id: 'schedule-1',
      title: 'DPA 2018 Schedule 1',
      items: [
        { id: 'sch1-1', cite: 'Schedule 1, paragraph 1', label: 'Employment, social security and social protection', group: 'Part 1: Conditions relating to employment, health and research etc' },
        { id: 'sch1-18', cite: 'Schedule 1, paragraph 18', label: 'Safeguarding of children and of individuals at risk', group: 'Part 2: Substantial public interest conditions' },
      ],
    },
  ],
  roles: { name: 'text', risks: null, versions: null, partners: null, approvals: [] },
};
