import {
  checkKeys,
  exportedRecord,
  importDefault,
  isRecord,
  madeOnce,
  moduleCode,
  nameField,
  objectCode,
  shown,
  textField,
  type UserCode,
} from '../../usermodule.js'
import { type Cost, type Optimizer, type OptimizerGroup, optimizerGroups } from '../types.js'
import { userProcedure } from './procedure.js'
import { type RuleFunctions, userRule } from './rule.js'
import { schemaOf } from './schema.js'

/** What was checked already. */
const once = madeOnce<Optimizer>()

const hint = 'docs/optimizers.md shows a whole module.'

/** The optimizer that a user's JavaScript module exports. A module whose export is none is a UsageError. */
export async function loadOptimizer(file: string): Promise<Optimizer> {
  const exported = await importDefault(file)
  return once(exported, () => ({ ...asOptimizer(exported, moduleCode(file, hint), file), module: file }))
}

/** The optimizer that is given to the library as an object, in the form of a module's export. */
export function givenOptimizer(given: unknown): Optimizer {
  const name = isRecord(given) && typeof given.name === 'string' ? given.name : 'of your own'
  return once(given, () => asOptimizer(given, objectCode('optimizer', name, hint), name))
}

const info = [
  'kind',
  'name',
  'title',
  'group',
  'equation',
  'reference',
  'divergences',
  'unscheduled',
  'spread',
  'hyperparameters',
  'cost',
  'bounds',
] as const
const rule = ['schedule', 'init', 'update'] as const
const procedure = ['iterate'] as const
/** What a copy of a built-in optimizer has besides, and no user's can: it calls an oracle, and shows its point alone. */
const ofCopies = ['population'] as const

/** Checks an optimizer of a user's, field by field; `source` is where it comes from. */
function asOptimizer(exported: unknown, code: UserCode, source: string): Optimizer {
  const given = exportedRecord(code, exported, 'an optimizer', [...info, ...rule, ...procedure, ...ofCopies])
  const name = nameField(code, given)
  const { kind, update, iterate } = given
  if (kind !== undefined && kind !== 'rule' && kind !== 'procedure')
    return code.fail(`kind: expected rule or procedure, got ${shown(kind)}`)
  const ours = kind ?? (iterate === undefined ? 'rule' : 'procedure')
  if (update === undefined && iterate === undefined)
    return code.fail(
      'expected update(m, e, state, c), of an update rule, or *iterate(oracle, start, h, run), of a procedure',
    )
  const foreign = (ours === 'rule' ? procedure : rule).find(key => given[key] !== undefined)
  if (foreign !== undefined)
    return code.fail(`${foreign}: ${ours === 'rule' ? 'an update rule' : 'a procedure'} has none; give one of the two`)

  const text = (key: (typeof info)[number]) => textField(code, given, key)
  const [divergences, unscheduled, spread] = [text('divergences'), text('unscheduled'), text('spread')]
  const hyperparameters = schemaOf(code, given.hyperparameters)
  if (spread !== undefined && !Object.hasOwn(hyperparameters, spread))
    return code.fail(`spread: expected the name of a hyperparameter, got ${shown(spread)}`)
  const head = {
    name,
    title: text('title') ?? name,
    group: groupOf(code, given.group),
    equation: text('equation') ?? `${ours === 'rule' ? 'update' : 'iterate'} of ${source}`,
    reference: text('reference') ?? source,
    ...(divergences !== undefined && { divergences }),
    ...(unscheduled !== undefined && { unscheduled }),
    ...(spread !== undefined && { spread }),
    hyperparameters,
  } as const
  const cost = costOf(code, given.cost)
  const bounds = text('bounds')
  if (ours === 'rule' && bounds !== undefined)
    return code.fail('bounds: an update rule is projected onto them; only a procedure says how it keeps to them')
  if (ours === 'rule') return userRule(code, head, cost, functionsOf(code, given))
  const iterates = functionField(code, given, 'iterate', '*iterate(oracle, start, h, run)')
  return userProcedure(
    code,
    {
      ...head,
      ...(bounds !== undefined && { bounds }),
      cost: cost ?? { note: 'what it asks of the oracle, every call counted' },
    },
    iterates,
  )
}

function groupOf(code: UserCode, group: unknown = 'user-defined'): OptimizerGroup {
  const known = optimizerGroups.find(name => name === group)
  return known ?? code.fail(`group: expected ${optimizerGroups.join(', ')}, got ${shown(group)}`)
}

function functionsOf(code: UserCode, given: Readonly<Record<string, unknown>>): RuleFunctions {
  return {
    update: functionField(code, given, 'update', 'update(m, e, state, c)'),
    ...(given.init !== undefined && { init: functionField(code, given, 'init', 'init(m, params, h)') }),
    ...(given.schedule !== undefined && { schedule: functionField(code, given, 'schedule', '*schedule(h, run)') }),
  }
}

function functionField(
  code: UserCode,
  exported: Readonly<Record<string, unknown>>,
  key: string,
  form: string,
): (...given: readonly unknown[]) => unknown {
  const value = exported[key]
  if (typeof value !== 'function') return code.fail(`${key}: expected a function ${form}, got ${shown(value)}`)
  const kind = Object.prototype.toString.call(value)
  if (kind.includes('Async')) return code.fail(`${key}: expected a function that is not async; a step cannot wait`)
  if (kind.includes('Generator') && !form.startsWith('*'))
    return code.fail(`${key}: expected a function ${form} that returns its result, got a generator function`)
  return (...given) => Reflect.apply(value, exported, given)
}

function costOf(code: UserCode, given: unknown): Cost | undefined {
  if (given === undefined) return undefined
  if (!isRecord(given))
    return code.fail(`cost: expected a record, such as {gradients: 1, hessianVectors: 2}, got ${shown(given)}`)
  const counts = ['values', 'gradients', 'hessianVectors'] as const
  checkKeys(code, 'cost: ', given, [...counts, 'note'])
  for (const key of counts) {
    const value = given[key]
    if (value !== undefined && !(typeof value === 'number' && Number.isInteger(value) && value >= 0))
      return code.fail(`cost.${key}: expected a whole number, got ${shown(value)}`)
  }
  return { ...given, ...(given.note !== undefined && { note: textField(code, given, 'note') ?? '' }) }
}
