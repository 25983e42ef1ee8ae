import { describe, expect, it } from 'vitest'
import { readMessage, writtenMessage } from '../../../src/engine/command/messages.js'

describe('a line as a message', () => {
  it.each([
    ['{"evaluate":[1,-2.5e3]}', { kind: 'evaluate', at: [1, -2500], need: ['value', 'gradient'] }],
    [
      ' {"need": ["hessian", "value"], "evaluate": [1, 2]} ',
      { kind: 'evaluate', at: [1, 2], need: ['value', 'hessian'] },
    ],
    ['{"step":["nan","-INF"]}', { kind: 'step', to: [Number.NaN, Number.NEGATIVE_INFINITY] }],
    ['{"step":["Infinity","+inf"]}', { kind: 'step', to: [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY] }],
    ['{"step": [NaN, -Infinity]}', { kind: 'step', to: [Number.NaN, Number.NEGATIVE_INFINITY] }],
    ['{"done":true}', { kind: 'done' }],
    ['{"error":"NaN, it says"}', { kind: 'error', text: 'NaN, it says' }],
  ])('is read: %s', (line, message) => {
    expect(readMessage(line)).toEqual(message)
  })

  it.each([
    ['{"step":[1,2]', 'it prints what is no JSON: "{"step":[1,2]"'],
    ['', 'it prints what is no JSON: ""'],
    ['null', 'expected a message, an object, got "null"'],
    ['"step"', 'expected a message, an object, got ""step""'],
    ['{}', 'unknown message "{}"'],
    ['{"__proto__":1}', 'unknown message "{"__proto__":1}"'],
    ['{"toString":1}', 'unknown message "{"toString":1}"'],
    ['{"Step":[1,2]}', 'unknown message "{"Step":[1,2]}"; did you mean "step"?'],
    ['{"done":1}', 'done: expected true, got 1'],
    ['{"error":{}}', 'error: expected a text, got {}'],
    ['{"step":"1,2"}', "step: expected [x, y], two numbers, got '1,2'"],
    ['{"step":["1",2]}', "step: expected [x, y], two numbers, got [ '1', 2 ]"],
    ['{"evaluate":[1]}', 'evaluate: expected [x, y], two numbers, got [ 1 ]'],
    ['{"evaluate":[1,2],"need":"value"}', "need: expected a list of value, gradient, hessian, got 'value'"],
    ['\u001b[31m', 'it prints what is no JSON: "\\x1b[31m"'],
  ])('is none: %s', (line, misfit) => {
    expect(readMessage(line)).toMatchObject({ misfit })
  })
})

describe('a message as a line', () => {
  it('has the shortest numbers that read back the same, and words for those that are not finite', () => {
    const numbers = [0.1, Math.fround(0.1), 1e21, 5e-324, -0, Number.NaN, Number.POSITIVE_INFINITY, -Infinity]
    expect(writtenMessage({ numbers })).toBe(
      '{"numbers":[0.1,0.10000000149011612,1e+21,5e-324,0,"nan","inf","-inf"]}\n',
    )
  })

  it('is one line, whatever is in it', () => {
    expect(writtenMessage({ hyperparameters: { a: 'x\ny', b: true } })).toBe(
      '{"hyperparameters":{"a":"x\\ny","b":true}}\n',
    )
  })
})
