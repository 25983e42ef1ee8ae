import { execFileSync, spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const prelink = (library: string, copy: string, ...elders: readonly string[]) =>
  spawnSync(process.execPath, ['bin/prelink.mjs', library, copy, ...elders], { encoding: 'utf8' })

const folder = mkdtempSync(join(tmpdir(), 'optviz-prelink-'))
const at = (name: string) => join(folder, name)
afterAll(() => rmSync(folder, { recursive: true }))

/** All kinds of references: data to data and to functions, with an addend, calls, and what the dynamic linker must decide on. */
const library = `
#include <string.h>
int numbers[4] = { 1, 2, 3, 4 };
int *third = &numbers[2];
int twice(int x) { return 2 * x; }
__attribute__((weak)) int thrice(int x) { return 3 * x; }
int (*table[])(int) = { twice, thrice };
int (*length)(const char *) = (int (*)(const char *)) strlen;
__thread int own = 7;
static int seven(void) { return 7; }
static int (*choose(void))(void) { return seven; }
int chosen(void) __attribute__((ifunc("choose")));
int (*through)(void) = chosen;
static int began;
__attribute__((constructor)) static void begin(void) { began = twice(21); }
int sum(void) { return *third + table[0](10) + table[1](100) + thrice(1000) + length("four") + own + chosen() + through() + began; }
`
const loader = `
#include <dlfcn.h>
#include <stdio.h>
int main(int n, char **names) {
  void *library = dlopen(names[1], RTLD_LAZY);
  if (!library) return puts(dlerror()), 1;
  printf("%d %d\\n", ((int (*)(void)) dlsym(library, "sum"))(), *(int *) dlsym(library, "numbers"));
}
`
/** 3 + 20 + 300 + 3000 + 4 + 7 + 7 + 7 + 42, and numbers[0]. */
const output = '3390 1\n'

const has = (...tools: string[]) => tools.every(tool => spawnSync(tool, ['--version']).status === 0)

describe.runIf(process.platform === 'linux' && process.arch === 'x64' && has('gcc', 'readelf'))('a library', () => {
  const cc = (...words: string[]) => execFileSync('gcc', words, { cwd: folder })
  const run = (file: string, env = {}) =>
    execFileSync(at('loader'), [at(file)], { encoding: 'utf8', env: { ...process.env, ...env } })
  const references = (file: string) =>
    execFileSync('readelf', ['-rW', at(file)], { encoding: 'utf8' })
      .split('\n')
      .flatMap(line => /R_X86_64_(64|GLOB_DAT) .* (\w+)(?:@\S+)? \+ /.exec(line)?.[2] ?? [])

  beforeAll(() => {
    writeFileSync(at('library.c'), library)
    writeFileSync(at('loader.c'), loader)
    cc('-shared', '-fPIC', '-O0', '-o', 'original.so', 'library.c')
    cc('-o', 'loader', 'loader.c', '-ldl')
    expect(prelink(at('original.so'), at('copy.so'))).toMatchObject({ status: 0, stderr: '' })
  })

  test('computes the same, whether calls are looked up at the first or at once', () => {
    for (const file of ['original.so', 'copy.so'])
      for (const env of [{}, { LD_BIND_NOW: '1' }]) expect(run(file, env)).toBe(output)
  })

  test('names none of its own symbols any more, but those of others', () => {
    const own = ['numbers', 'twice', 'thrice', 'third', 'table', 'length']
    expect(references('original.so')).toEqual(expect.arrayContaining(own))
    expect(references('copy.so').filter(name => own.includes(name))).toEqual([])
    expect(references('copy.so')).toEqual(expect.arrayContaining(['strlen', 'chosen']))
  })

  test('calls its own functions, whatever another library calls so', () => {
    writeFileSync(at('other.c'), 'int thrice(int x) { return 0; }')
    cc('-shared', '-fPIC', '-o', 'other.so', 'other.c')
    const env = { LD_PRELOAD: at('other.so') }
    expect(run('original.so', env)).not.toBe(output)
    expect(run('copy.so', env)).toBe(output)
  })

  test('leaves to the dynamic linker what an elder library defines, too', () => {
    writeFileSync(at('elder.c'), 'int twice(int x) { return 0; } static int own_of_elder; int *third = &own_of_elder;')
    cc('-shared', '-fPIC', '-o', 'elder.so', 'elder.c')
    expect(prelink(at('original.so'), at('younger.so'), at('elder.so'))).toMatchObject({ status: 0, stderr: '' })
    const own = ['numbers', 'twice', 'thrice', 'third', 'table', 'length']
    expect(new Set(references('younger.so').filter(name => own.includes(name)))).toEqual(new Set(['twice', 'third']))
    expect(run('younger.so')).toBe(output)
    const behind = { LD_PRELOAD: at('elder.so') }
    expect(run('original.so', behind)).not.toBe(output)
    expect(run('younger.so', behind)).toBe(run('original.so', behind))
    expect(prelink(at('younger.so'), at('none.so'), at('elder.so')).status).toBe(3)
  })

  test('leaves to it what Node defines, too', () => {
    const code = `
      int uv_version(void) { return 1; }
      int (*own)(void) = uv_version;
      int (**also)(void) = &own;
      int asked(void) { return uv_version(); }`
    writeFileSync(at('like-node.c'), code)
    cc('-shared', '-fPIC', '-o', 'like-node.so', 'like-node.c')
    expect(references('like-node.so')).toEqual(expect.arrayContaining(['uv_version', 'own']))
    expect(prelink(at('like-node.so'), at('beside-node.so')).status).toBe(0)
    expect(references('beside-node.so')).toContain('uv_version')
    expect(references('beside-node.so')).not.toContain('own')
  })

  test('is done once', () => {
    expect(prelink(at('copy.so'), at('again.so')).status).toBe(3)
    expect(existsSync(at('again.so'))).toBe(false)
  })

  test('that is cut short leaves no copy', () => {
    copyFileSync(at('original.so'), at('short.so'))
    writeFileSync(at('short.so'), readFileSync(at('original.so')).subarray(0, 9000))
    expect(prelink(at('short.so'), at('none.so')).status).toBe(1)
    expect(existsSync(at('none.so'))).toBe(false)
  })
})

test('another kind of file is told in a line', () => {
  const { status, stderr } = prelink('package.json', at('package.so'))
  expect(status).toBe(1)
  expect(stderr).toBe('package.json: not an ELF file for x86-64\n')
  expect(existsSync(at('package.so'))).toBe(false)
})
