import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import { type Binding, dataType } from '../binding.js'

/** Where TensorFlow reads graphs from. */
export interface GraphStorage {
  /** Calls `load` with a folder in which `model` is the saved model. */
  load<T>(model: Uint8Array, load: (folder: string) => T): T
}

/** About so many bytes of graphs stay in TensorFlow's memory: those of 2,000 figures. */
const mostInMemory = 2 ** 25

const modelFile = 'saved_model.pb'
const storages = new WeakMap<Binding, GraphStorage>()
let folders = 0

/** The storage of a binding. */
export function storageOf(binding: Binding): GraphStorage {
  const storage = storages.get(binding) ?? graphStorage(binding, mostInMemory)
  storages.set(binding, storage)
  return storage
}

/**
 * TensorFlow reads a SavedModel from a folder. The first ones are in `ram://`, its file system in memory, where nothing needs
 * to be cleaned up whatever ends the process. But files there can be neither truncated nor removed: each content has a name of
 * its own, and once they take `most` bytes, the graphs that follow go through a temporary folder, which is removed at once.
 */
export function graphStorage(binding: Binding, most: number): GraphStorage {
  const inMemory = new Map<string, string>()
  let bytes = 0
  const addToMemory = (key: string, model: Uint8Array) => {
    const folder = `ram://optviz/${++folders}`
    writeToTensorFlow(binding, `${folder}/${modelFile}`, model)
    inMemory.set(key, folder)
    bytes += model.length
    return folder
  }
  return {
    load(model, load) {
      const key = `${model.length} ${crc32(model)}`
      const known = inMemory.get(key)
      if (known !== undefined && readFromTensorFlow(binding, `${known}/${modelFile}`).equals(model)) return load(known)
      const temporary = bytes + model.length > most ? temporaryFolder(model) : undefined
      if (temporary === undefined) return load(addToMemory(key, model))
      try {
        return load(temporary)
      } finally {
        remove(temporary)
      }
    },
  }
}

/** A folder of the system's with the model in it; undefined where there is no place for one. */
function temporaryFolder(model: Uint8Array): string | undefined {
  let folder: string | undefined
  try {
    folder = mkdtempSync(join(tmpdir(), 'optviz-graph-'))
    writeFileSync(join(folder, modelFile), model)
    return folder
  } catch {
    if (folder !== undefined) remove(folder)
    return undefined
  }
}

function remove(folder: string): void {
  rmSync(folder, { recursive: true, force: true })
}

function writeToTensorFlow(binding: Binding, name: string, content: Uint8Array): void {
  withStrings(binding, [Buffer.from(name), content], handles => binding.executeOp('WriteFile', [], handles, 0))
}

function readFromTensorFlow(binding: Binding, name: string): Buffer {
  return withStrings(binding, [Buffer.from(name)], handles => {
    const [file] = binding.executeOp('ReadFile', [], handles, 1)
    if (file === undefined) throw new Error('ReadFile gives no tensor')
    try {
      const [content] = binding.tensorDataSync(file.id) as unknown as readonly Uint8Array[]
      return Buffer.from(content ?? [])
    } finally {
      binding.deleteTensor(file.id)
    }
  })
}

function withStrings<T>(binding: Binding, strings: readonly Uint8Array[], use: (handles: readonly number[]) => T): T {
  const handles = strings.map(text => binding.createTensor([], dataType.string, [text]))
  try {
    return use(handles)
  } finally {
    for (const handle of handles) binding.deleteTensor(handle)
  }
}
