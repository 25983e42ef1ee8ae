import { formatNames } from '../../formats.js'
import { functions } from '../../functions/index.js'
import { optimizers } from '../../optimizers/index.js'
import { ownKeys } from '../compare.js'
import { manifestFields } from '../files/entrysettings.js'
import { notCompared } from '../files/figureentries.js'
import { alternatives } from '../settings.js'
import type { Field } from './field.js'
import { fields, type Key, kebab } from './fields.js'
import { oneOrMore, type Shape, shapeOf } from './kinds.js'

/**
 * JSON Schemas (draft 7, which editors know) of the files that settings stand in. They are stricter than the program in that
 * keys have one of three spellings, names their own, and numbers are not in quotes; what needs more than one value at a time,
 * such as a name that two figures have, they do not see.
 */
export interface Schemas {
  readonly manifest: Shape
  readonly config: Shape
}

const draft = 'http://json-schema.org/draft-07/schema#'
const manifestKeys = Object.keys(manifestFields) as Key[]
const allKeys = Object.keys(fields) as Key[]

/** The schemas, with the names of the palettes, which figures know. */
export function schemasOf(palettes: readonly string[]): Schemas {
  const named = namesOf(palettes)
  const definitions = (keys: readonly Key[]) =>
    Object.fromEntries(keys.map(key => [kebab(key), shapeOfKey(key, named)]))
  return {
    manifest: {
      $schema: draft,
      title: 'A manifest of optviz batch',
      ...mapping({ $schema: { type: 'string' }, out, defaults, figures: listOf(figure) }, [], {
        required: ['figures'],
        patterns: free,
      }),
      definitions: { ...definitions(manifestKeys), entry, compare: compared },
    },
    config: {
      $schema: draft,
      title: 'Settings of optviz run, compare and sweep (--config)',
      ...mapping(
        { $schema: { type: 'string' }, optim: { anyOf: [reference('optim'), reference('compare')] } },
        allKeys.filter(key => key !== 'optim'),
      ),
      definitions: { ...definitions(allKeys), entry, compare: compared },
    },
  }
}

type Names = ReadonlyMap<Key, Shape>

/** What stands where something is named; an optimizer may be a module, too. */
function namesOf(palettes: readonly string[]): Names {
  const names = (list: readonly { readonly name: string }[]) => ({ enum: list.map(({ name }) => name) })
  return new Map<Key, Shape>([
    ['optim', { anyOf: [names(optimizers), { type: 'string', pattern: '[/\\\\]|\\.[cm]?[jJ][sS]$' }] }],
    ['fn', names(functions)],
    ['palette', { enum: palettes }],
  ])
}

function shapeOfKey(key: Key, names: Names): Shape {
  const field: Field<unknown> = fields[key]
  const shape = key === 'compare' ? compared : (names.get(key) ?? shapeOf(field.parse) ?? {})
  // A flag such as --no-axes says what happens without: the key says with.
  const doc = field.flag.startsWith('--no-') ? field.doc.replace(/^(no|do not) /, '') : field.doc
  const standard = Array.isArray(field.default) ? field.shown : field.default
  return {
    description: field.shown && standard === undefined ? `${doc} (default: ${field.shown})` : doc,
    ...shape,
    ...(standard !== undefined && { default: standard }),
  }
}

const reference = (name: string) => ({ $ref: `#/definitions/${name}` })
const listOf = (items: Shape) => ({ type: 'array', items, minItems: 1 })

/** The spellings of a key that a schema knows beside the one with hyphens: colorScale and color_scale. */
const spellings = (key: Key) => (/[A-Z]/.test(key) ? [key, kebab(key).replaceAll('-', '_')] : [])

interface More {
  readonly required?: readonly string[]
  /** Other keys, by patterns. */
  readonly patterns?: Shape
  /** What stands under a key, where not one value of the setting. */
  readonly value?: (shape: Shape) => Shape
}

/** A mapping with some keys of its own, and settings in their spellings. */
function mapping(own: Shape, keys: readonly Key[], { required = [], patterns = {}, value = same }: More = {}): Shape {
  const spelled = keys.flatMap(key =>
    spellings(key).length === 0 ? [] : [[`^(${spellings(key).join('|')})$`, value(reference(kebab(key)))] as const],
  )
  return {
    type: 'object',
    properties: {
      ...own,
      ...Object.fromEntries(keys.map(key => [kebab(key), value(reference(kebab(key)))])),
    },
    patternProperties: { ...Object.fromEntries(spelled), ...patterns },
    required,
    additionalProperties: false,
  }
}

function same(shape: Shape): Shape {
  return shape
}

/** Keys that are the reader's. */
const free = { '^x-': {} }

const text = { type: ['string', 'number', 'boolean'] }
const out = { description: 'the folder of the figures, relative to this file (default: .)', ...text }
const formats = { description: 'the files of each figure (default: png)', ...oneOrMore({ enum: formatNames }) }

/** As src/spec/figurename.ts says it of the name that comes out. */
const name = {
  description: "the files' name, without extension; it may have folders, and values: {fn}-{optim}-{lr}",
  ...text,
  pattern:
    '^(?!(?:.*/)?[. /])(?!.*[. ](?:/|$))(?!.*/$)(?!.*\\.diff$)(?!.*[^/{}]{201})[^<>:"|?*\\\\\\u0000-\\u001f\\u007f-\\u009f]+$',
}

const entry = mapping({}, ownKeys, { patterns: free })
const several = { type: 'string', pattern: ',' }
const compared = {
  description: 'what is compared: entries such as { optim: adam, lr: 0.1 }, or adam:lr=0.1,lbfgs:steps=20',
  anyOf: [
    several,
    {
      ...listOf({ anyOf: [{ type: 'string', minLength: 1 }, reference('entry')] }),
      // At least two paths: two entries, a text that has several, or one that is held against its own run.
      anyOf: [{ minItems: 2 }, { contains: several }, { contains: { type: 'object', required: ['path'] } }],
    },
  ],
}

const matrix = {
  description: 'every combination of some settings: { lr: [0.01, 0.1], set.beta1: [0.8, 0.9] }',
  ...mapping({}, manifestKeys, { value: listOf, patterns: { '^set\\.': listOf(text) } }),
  minProperties: 1,
}

const defaults = { description: 'settings of all figures', ...mapping({ formats }, manifestKeys, { patterns: free }) }

const figure = {
  ...mapping({ name, formats, matrix, compare: reference('compare') }, manifestKeys, {
    required: ['name'],
    patterns: free,
  }),
  dependencies: { compare: notOfComparisons() },
  allOf: alternatives.flatMap(pairsOf).map(pair => ({ not: { required: pair } })),
}

/** What a figure that compares cannot have. */
function notOfComparisons(): Shape {
  const keys = manifestKeys.filter(key => notCompared(key) !== undefined)
  const refused = { propertyNames: { not: { enum: keys.flatMap(key => [kebab(key), ...spellings(key)]) } } }
  return { ...refused, properties: { matrix: refused } }
}

/** Ways to say one thing exclude each other. */
function pairsOf(keys: readonly Key[]): readonly (readonly string[])[] {
  return keys.flatMap((key, i) => keys.slice(i + 1).map(other => [kebab(key), kebab(other)]))
}
