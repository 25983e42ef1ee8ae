/**
 * node bin/prelink.mjs LIBRARY COPY [ELDER …]
 *
 * Writes a copy of a shared library (ELF, x86-64) in which the references to its own symbols are already resolved. The dynamic
 * linker looks every one of them up by its name whenever a process loads the library: for libtensorflow 2.21 that is 400,000
 * names, two thirds of the time that it takes to load. The copy has the same code and data; what `ld -Bsymbolic` would have
 * made of it.
 *
 * A symbol that comes from elsewhere first stays for the dynamic linker: one that Node or what it has loaded defines, too, or an
 * elder, a library in which is looked before this one. So no reference leads to another place than it did.
 *
 * References to other libraries stay for the dynamic linker, and so do those that it must decide on (thread-local, indirect
 * and unique symbols). Exit codes: 0 written, 3 nothing to resolve, 1 another kind of file or a failure.
 *
 * Layout: System V ABI, chapters 4 and 5, and its AMD64 supplement, table 4.10 (relocation types).
 */
import { closeSync, constants, copyFileSync, openSync, readFileSync, readSync, rmSync, writeSync } from 'node:fs'

const machine = { x86_64: 62 }
const sectionType = { nobits: 8 }
const dynamicTag = { relativeCount: 0x6ffffff9n }
const relocation = { address: 1, globalData: 6, jumpSlot: 7, relative: 8 }
const binding = { global: 1, weak: 2 }
const symbolType = { object: 1, function: 2 }
const reservedSections = 0xff00
const symbolSize = 24
const relocationSize = 24

/** @param {number} file @returns {(offset: number, length: number) => Buffer} */
const reader = file => (offset, length) => {
  const bytes = Buffer.alloc(length)
  if (readSync(file, bytes, 0, length, offset) !== length) throw new Error('the file is cut short')
  return bytes
}

const word = (bytes, at) => Number(bytes.readBigUInt64LE(at))

/** The sections by their names. */
function sectionsOf(read) {
  const header = read(0, 64)
  if (header.toString('latin1', 0, 6) !== '\x7fELF\x02\x01' || header.readUInt16LE(18) !== machine.x86_64)
    throw new Error('not an ELF file for x86-64')
  const size = header.readUInt16LE(58)
  const table = read(word(header, 40), size * header.readUInt16LE(60))
  const sections = Array.from({ length: table.length / size }, (_, i) => {
    const entry = table.subarray(i * size, (i + 1) * size)
    return {
      name: entry.readUInt32LE(0),
      type: entry.readUInt32LE(4),
      address: word(entry, 16),
      offset: word(entry, 24),
      size: word(entry, 32),
    }
  })
  const names = sections[header.readUInt16LE(62)]
  const text = read(names.offset, names.size)
  return new Map(
    sections.map(section => [text.toString('latin1', section.name, text.indexOf(0, section.name)), section]),
  )
}

/** The name of a symbol, as bytes. */
function nameOf({ symbols, names }, i) {
  const at = symbols.readUInt32LE(i * symbolSize)
  return names.subarray(at, names.indexOf(0, at))
}

/** Gives the address of a symbol that the library itself defines and no other can take the place of; else NaN. */
function ownAddresses(table, elders) {
  const { symbols } = table
  const known = new Map()
  const addressOf = i => {
    const at = i * symbolSize
    const info = symbols[at + 4]
    const section = symbols.readUInt16LE(at + 6)
    const defined = section !== 0 && section < reservedSections
    const plain = Object.values(binding).includes(info >> 4) && Object.values(symbolType).includes(info & 15)
    const own = defined && plain && !isDefinedIn(elders, nameOf(table, i))
    return own ? word(symbols, at + 8) : Number.NaN
  }
  return i => {
    if (!known.has(i)) known.set(i, addressOf(i))
    return known.get(i)
  }
}

/** Whether any library defines a symbol: as the dynamic linker finds it, by the GNU hash table of each. */
function isDefinedIn(libraries, name) {
  let hash = 5381
  for (const byte of name) hash = (hash * 33 + byte) >>> 0
  return libraries.some(({ table, buckets, chains, first }) => {
    let i = buckets[hash % buckets.length] ?? 0
    if (i < first) return false
    for (; ; i++) {
      const chained = chains[i - first] ?? 1
      if ((chained | 1) === (hash | 1) && nameOf(table, i).equals(name)) return true
      if ((chained & 1) === 1) return false
    }
  })
}

/** What is looked up in a library: the symbols that it defines begin at the first that its hash table has. */
function hashed(read) {
  const part = partsOf(read)
  const { bytes } = part('.gnu.hash')
  const [count, first, filters] = [0, 4, 8].map(at => bytes.readUInt32LE(at))
  const words = new Uint32Array(Uint8Array.from(bytes.subarray(16 + 8 * filters)).buffer)
  return { table: tableOf(part), first, buckets: words.subarray(0, count), chains: words.subarray(count) }
}

/** The dynamic symbols of a library, and their names. */
const tableOf = part => ({ symbols: part('.dynsym').bytes, names: part('.dynstr').bytes })

/** Makes of the references to own symbols ones to an address of the library; gives how many of all are such then, or 0 for no change. */
function resolveData(entries, addressOf) {
  let resolved = 0
  const relative = []
  const others = []
  for (let at = 0; at < entries.length; at += relocationSize) {
    const type = entries.readUInt32LE(at + 8)
    const own =
      type === relocation.address || type === relocation.globalData
        ? addressOf(entries.readUInt32LE(at + 12))
        : Number.NaN
    if (!Number.isNaN(own)) {
      const addend = type === relocation.address ? entries.readBigInt64LE(at + 16) : 0n
      entries.writeUInt32LE(relocation.relative, at + 8)
      entries.writeUInt32LE(0, at + 12)
      entries.writeBigInt64LE(BigInt(own) + addend, at + 16)
      resolved++
    }
    const entry = entries.subarray(at, at + relocationSize)
    if (entries.readUInt32LE(at + 8) === relocation.relative) relative.push(entry)
    else others.push(entry)
  }
  if (resolved === 0) return 0
  // The dynamic linker wants those to an address first, and is fastest where they follow each other in memory.
  relative.sort((a, b) => word(a, 0) - word(b, 0))
  Buffer.concat([...relative, ...others]).copy(entries)
  return relative.length
}

/** Has the calls of own functions begin where the dynamic linker's first lookup would have led them. */
function resolveCalls(entries, addressOf, table, tableAddress) {
  for (let at = 0; at < entries.length; at += relocationSize) {
    if (entries.readUInt32LE(at + 8) !== relocation.jumpSlot) continue
    const own = addressOf(entries.readUInt32LE(at + 12))
    if (!Number.isNaN(own)) table.writeBigUInt64LE(BigInt(own), word(entries, at) - tableAddress)
  }
}

/** Gives sections of a library by their names, with their bytes and places in the file. */
function partsOf(read) {
  const sections = sectionsOf(read)
  return name => {
    const section = sections.get(name)
    if (section === undefined || section.type === sectionType.nobits) throw new Error(`it has no section ${name}`)
    return { ...section, bytes: read(section.offset, section.size) }
  }
}

/** The parts of a library that differ once it is resolved, with their places in the file; none where nothing is left to do. */
function resolved(read, elders) {
  const part = partsOf(read)
  const addressOf = ownAddresses(tableOf(part), elders)
  const data = part('.rela.dyn')
  const relative = resolveData(data.bytes, addressOf)
  if (relative === 0) return []
  const calls = part('.got.plt')
  resolveCalls(part('.rela.plt').bytes, addressOf, calls.bytes, calls.address)
  const dynamic = part('.dynamic')
  for (let at = 0; at < dynamic.size; at += 16)
    if (dynamic.bytes.readBigUInt64LE(at) === dynamicTag.relativeCount)
      dynamic.bytes.writeBigUInt64LE(BigInt(relative), at + 8)
  return [data, calls, dynamic]
}

function prelink(library, copy, elders) {
  const original = openSync(library, 'r')
  try {
    const parts = resolved(reader(original), elders)
    if (parts.length === 0) return 3
    copyFileSync(library, copy, constants.COPYFILE_FICLONE)
    const target = openSync(copy, 'r+')
    try {
      for (const { bytes, offset } of parts) writeSync(target, bytes, 0, bytes.length, offset)
    } finally {
      closeSync(target)
    }
    return 0
  } catch (error) {
    rmSync(copy, { force: true })
    throw error
  } finally {
    closeSync(original)
  }
}

/** The program and the libraries that this process runs. */
function ownLibraries() {
  const mapped = readFileSync('/proc/self/maps', 'latin1').matchAll(/^\S+ r-x\S* .*?(\/.*)$/gm)
  return new Set(Array.from(mapped, ([, file]) => file))
}

function elderOf(file) {
  const opened = openSync(file, 'r')
  try {
    return hashed(reader(opened))
  } finally {
    closeSync(opened)
  }
}

const [library, copy, ...elders] = process.argv.slice(2)
try {
  process.exitCode = prelink(library, copy, [...ownLibraries(), ...elders].map(elderOf))
} catch (error) {
  console.error(`${library}: ${error.message}`)
  process.exitCode = 1
}
