import type { Operation } from './operations.js'

/** One value of a program: a number, a variable's name, or an operation on the values at earlier places. */
export type Instruction = number | string | Applied

/** An operation on the values at earlier places. */
export interface Applied {
  readonly operation: Operation
  readonly operands: readonly [number, number?, number?]
}

/** An expression as a list of instructions, equal ones made once; the last one is the result. */
export type Program = readonly Instruction[]

/** What the value at a place is made of, and no more: branches that are never chosen leave parts behind. */
export function needed(program: Program, result: number): Program {
  const wanted = new Set([result])
  for (let at = result; at >= 0; at--) {
    const instruction = program[at]
    if (!wanted.has(at) || typeof instruction !== 'object') continue
    for (const operand of instruction.operands) if (operand !== undefined) wanted.add(operand)
  }
  const places = new Map([...wanted].sort((a, b) => a - b).map((from, to) => [from, to]))
  const moved = (operand: number | undefined) => places.get(operand ?? -1)
  return [...places.keys()].flatMap((from): readonly Instruction[] => {
    const instruction = program[from]
    if (typeof instruction !== 'object') return instruction === undefined ? [] : [instruction]
    const [a, b, c] = instruction.operands
    return [{ ...instruction, operands: [moved(a) ?? 0, moved(b), moved(c)] }]
  })
}
