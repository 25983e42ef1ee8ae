export interface Known {
  readonly file: string
  readonly from: string
  readonly to: string
  readonly why: string
}

/** A line that names a temporary file by what is made of a random number. */
const temporaryName = (made: string) =>
  `const temporary = join(dirname(target.path), \`.optviz-\${Math.random()${made}}.tmp\`)`

/** Mutants that were looked at and are left alive, by the lines before and after, each with the reason. */
const known: readonly Known[] = [
  {
    file: 'src/functions/grid.ts',
    from: 'for (let row = 0; row < rows; row++) {',
    to: 'for (let row = 0; row <= rows; row++) {',
    why: 'the same: the row beyond is extended down all columns afterwards',
  },
  {
    file: 'src/engine/follow/recording.ts',
    from: 'for (let lane = 0; lane < lanes; lane++) {',
    to: 'for (let lane = (-1); lane < lanes; lane++) {',
    why: 'the same: what is written before the first element of a typed array is lost',
  },
  {
    file: 'src/pipeline/paths.ts',
    from: '64 * 2 ** 16,',
    to: '64 / 2 ** 16,',
    why: 'left: how much is kept, not what; bench:batch measures it',
  },
  {
    file: 'src/optimizers/parts/more-thuente.ts',
    from: 'for (let count = 0; count < attempts; count++) {',
    to: 'for (let count = (1); count < attempts; count++) {',
    why: 'left: how often a search that comes to nothing is tried',
  },
  {
    file: 'src/engine/sweep.ts',
    from: 'const aTurn = { rule: Number.POSITIVE_INFINITY, procedure: 1000, command: 2 * commandsAtOnce, recorded: 1 } as const',
    to: 'const aTurn = { rule: Number.POSITIVE_INFINITY, procedure: 1000, command: 2 * commandsAtOnce, recorded: (2) } as const',
    why: 'left: how many at a time, not what',
  },
  {
    file: 'src/figure/ground/plateaus.ts',
    from: 'if (i < 0 || i >= values.length || seen[i] === 1 || !isHere(i)) return',
    to: 'if (i < 0 || i > values.length || seen[i] === 1 || !isHere(i)) return',
    why: 'the same: behind the last value there is none, which is nowhere',
  },
  {
    file: 'src/figure/ground/roundvalues.ts',
    from: 'return [0, 1, 2, 3, 4, 5]',
    to: 'return [(-1), 1, 2, 3, 4, 5]',
    why: 'the same to the eye: steps longer than the range have no value in it, or one that shorter steps have, too',
  },
  {
    file: 'src/engine/compile/follow.ts',
    from: 'const table = next(Math.min(count, run.steps - done))',
    to: 'const table = next(Math.min(count, run.steps + done))',
    why: 'the same: a row of coefficients more, for a step that is not taken',
  },
  {
    file: 'src/optimizers/parts/strong-wolfe.ts',
    from: 'trial.value === Number.NEGATIVE_INFINITY || Math.abs(trial.slope) <= f32(-C2 * origin.slope)',
    to: 'trial.value === Number.NEGATIVE_INFINITY || Math.abs(trial.slope) < f32(-C2 * origin.slope)',
    why: 'left: a slope that is to the last bit what it may be',
  },
  {
    file: 'src/diff/svg/pairs.ts',
    from: 'lengths[i * width + j] = alike(i, j) ? 1 + at(i + 1, j + 1) : Math.max(at(i + 1, j), at(i, j + 1))',
    to: 'lengths[i * width + j] = alike(i, j) ? (2) + at(i + 1, j + 1) : Math.max(at(i + 1, j), at(i, j + 1))',
    why: 'the same: all lengths double, and they are compared only',
  },
  {
    file: 'src/io/files/read.ts',
    from: 'export const largestFigure = 1_000_000_000',
    to: 'export const largestFigure = (1000000001)',
    why: 'left: a bound against absurd files, whose last byte means nothing',
  },
  {
    file: 'src/engine/lanes.ts',
    from: 'const packet: Readonly<Record<BackendName, number>> = { tensorflow: 16, cpu: 1 }',
    to: 'const packet: Readonly<Record<BackendName, number>> = { tensorflow: (15), cpu: 1 }',
    why: 'left: how fast, not what; bench:sweep measures it',
  },
  {
    file: 'src/engine/compile/trace.ts',
    from: 'values.set(results[i]?.id ?? -1, value)',
    to: 'values.set(results[i]?.id ?? -(0), value)',
    why: 'the same: there are as many values as results; the rest is for the types',
  },
  {
    file: 'src/engine/compile/follow.ts',
    from: 'const limit = Math.max(8, Math.floor(budget / (8 * width)))',
    to: 'const limit = Math.max((9), Math.floor(budget / (8 * width)))',
    why: 'left: how many steps at a time, not what',
  },
  {
    file: 'src/engine/follow/until.ts',
    from: 'const count = Math.min(together, pointCount(t) - k)',
    to: 'const count = Math.min(together, pointCount(t) + k)',
    why: 'the same: gradients beyond the path are computed, and nobody asks for them',
  },
  {
    file: 'src/cli/setup/libtensorflow/libtensorflow.ts',
    from: 'if (free < wheelMegabytes.disk)',
    to: 'if (free <= wheelMegabytes.disk)',
    why: 'left: a megabyte of some hundred, which are an estimate',
  },
  {
    file: 'src/optimizers/parts/brent.ts',
    from: 'const lowest = (b.value < c.value && b.value <= a.value) || (b.value < a.value && b.value <= c.value)',
    to: 'const lowest = (b.value < c.value && b.value <= a.value) || (b.value <= a.value && b.value <= c.value)',
    why: 'left: three equal values, of which any is the lowest',
  },
  {
    file: 'src/io/metadata.ts',
    from: 'const translationEnd = languageEnd < 0 ? -1 : data.indexOf(0, languageEnd + 1)',
    to: 'const translationEnd = languageEnd < (1) ? -1 : data.indexOf(0, languageEnd + 1)',
    why: 'the same: it is behind the keyword, where there is one',
  },
  {
    file: 'src/cli/explore/secret.ts',
    from: 'const [firstPort, ports] = [10_000, 20_000]',
    to: 'const [firstPort, ports] = [(9999), 20_000]',
    why: 'left: a port of ten thousands',
  },
  ...['(19999)', '(20001)'].map(
    (many): Known => ({
      file: 'src/cli/explore/secret.ts',
      from: 'const [firstPort, ports] = [10_000, 20_000]',
      to: `const [firstPort, ports] = [10_000, ${many}]`,
      why: 'left: a port of ten thousands',
    }),
  ),
  {
    file: 'src/records/basins.ts',
    from: 'if (place >= 0 && ending !== undefined) groups[place]?.push(ending)',
    to: 'if (place >= (-1) && ending !== undefined) groups[place]?.push(ending)',
    why: 'the same: no group stands before the first',
  },
  {
    file: 'src/cli/output/signals.ts',
    from: 'for (let began = 0; performance.now() - began > longestTurn; ) {',
    to: 'for (let began = (1); performance.now() - began > longestTurn; ) {',
    why: 'left: a millisecond of those that the process takes to start',
  },
  {
    file: 'src/cli/batch/draw.ts',
    from: 'const lanes = sharedRuns(prepared.flatMap(one => (one.value?.idle === false ? [one.value.plan] : [])))',
    to: 'const lanes = sharedRuns(prepared.flatMap(one => (one.value?.idle === true ? [one.value.plan] : [])))',
    why: 'left: which figures run together, and so how fast; bench:batch measures it',
  },
  {
    file: 'src/cli/start/diagnose.ts',
    from: 'const [[major = 0, minor = 0] = [], [least = 0, leastMinor = 0] = []] = [version, leastNode].map(v =>',
    to: 'const [[major = 0, minor = (-1)] = [], [least = 0, leastMinor = 0] = []] = [version, leastNode].map(v =>',
    why: 'the same: every version has a second number; the rest is for the types',
  },
  {
    file: 'src/cli/explore/artist.ts',
    from: "return setTimeout(1000 * seconds, 'late', { signal })",
    to: "return setTimeout((999) * seconds, 'late', { signal })",
    why: 'left: a thousandth of what is waited at most',
  },
  {
    file: 'src/optimizers/trust-ncg.ts',
    from: 'for (let k = 0; k < MOST; k++) {',
    to: 'for (let k = (-1); k < MOST; k++) {',
    why: 'left: a bound on an iteration that ends in two steps',
  },
  {
    file: 'src/optimizers/parts/trust-region.ts',
    from: 'return Math.fround(a[0]) === Math.fround(b[0]) && Math.fround(a[1]) === Math.fround(b[1])',
    to: 'return Math.fround(a[0]) === Math.fround(b[(1)]) && Math.fround(a[1]) === Math.fround(b[1])',
    why: 'left: of a step too small to be seen nothing is expected either, which ends the search as well',
  },
  {
    file: 'src/figure/ground/plateaus.ts',
    from: 'if (at % columns > 0) visit(at - 1)',
    to: 'if (at * columns > 0) visit(at - 1)',
    why: 'left: places at both borders that share a row are looked at as one, where the right one was not seen before',
  },
  {
    file: 'src/functions/expression/special.ts',
    from: 'return m.where(negative, m.neg(root(m.where(negative, m.neg(a), 1))), root(m.where(negative, 1, a)))',
    to: 'return m.where(negative, m.neg(root(m.where(negative, m.neg(a), (0)))), root(m.where(negative, 1, a)))',
    why: 'the same: what is not chosen has no slope',
  },
  {
    file: 'src/engine/compile/kept.ts',
    from: 'let count = 0',
    to: 'let count = (1)',
    why: 'the same: numbers that only differ',
  },
  {
    file: 'src/engine/compile/model/storage.ts',
    from: 'const mostInMemory = 2 ** 25',
    to: 'const mostInMemory = 2 * 25',
    why: 'left: where a graph lies, not what is in it',
  },
  {
    file: 'src/optimizers/dual-annealing.ts',
    from: 'return chance <= (base <= 0 ? 0 : Math.exp(Math.log(base) / (1 - accept)))',
    to: 'return chance <= (base <= 0 ? (-1) : Math.exp(Math.log(base) / (1 - accept)))',
    why: 'left: a random number that is 0 to the last bit',
  },
  {
    file: 'src/figure/ground/heatmap.ts',
    from: 'const high = up.high[row] ?? 0',
    to: 'const high = up.high[row] ?? (1)',
    why: 'the same: the index is always within; the rest is for the types',
  },
  {
    file: 'src/figure/ground/heatmap.ts',
    from: 'if (columns <= landscape.columns && rows <= landscape.rows) return landscape',
    to: 'if (columns < landscape.columns && rows <= landscape.rows) return landscape',
    why: 'the same: between as many samples there is nothing to interpolate',
  },
  {
    file: 'src/figure/ground/heatmap.ts',
    from: 'const u = across.fraction[column] ?? 0',
    to: 'const u = across.fraction[column] ?? (1)',
    why: 'the same: the index is always within; the rest is for the types',
  },
  {
    file: 'src/pipeline/words/remarks.ts',
    from: 'for (let k = 1; k < tail.length; k++) ups += Math.max(0, (tail[k] ?? 0) - (tail[k - 1] ?? 0))',
    to: 'for (let k = 1; k < tail.length; k++) ups += Math.max(0, (tail[k] ?? (1)) - (tail[k - 1] ?? 0))',
    why: 'the same: the index is always within; the rest is for the types',
  },
  {
    file: 'src/figure/compose.ts',
    from: '.filter(contour => contour.lines.length > 0)',
    to: '.filter(contour => contour.lines.length >= 0)',
    why: 'the same to the eye: a path without lines draws nothing',
  },
  {
    file: 'src/diff/svg/values.ts',
    from: 'let first = 0',
    to: 'let first = (-1)',
    why: 'the same: before the first letters both have none, so the count goes on from 0',
  },
  {
    file: 'src/io/recorded/csv.ts',
    from: "const [first = ''] = text.slice(0, 100_000).split(/\\r\\n|\\r|\\n/, 1)",
    to: "const [first = ''] = text.slice(0, 100_000).split(/\\r\\n|\\r|\\n/, (2))",
    why: 'the same: only the first line is looked at',
  },
  {
    file: 'src/io/pngfile.ts',
    from: 'const crc32: (bytes: Uint8Array) => number = zlib.crc32 ?? tabledCrc32',
    to: 'const crc32: (bytes: Uint8Array) => number = zlib.crc32 && tabledCrc32',
    why: 'the same: both give the same sums',
  },
  {
    file: 'src/io/pngfile.ts',
    from: 'if (indexOf.size > 256) break',
    to: 'if (false) break',
    why: 'left: how fast, not what; the colors of a large picture need not all be counted',
  },
  {
    file: 'src/io/pngfile.ts',
    from: 'if (indexOf.size > 256) break',
    to: 'if (indexOf.size > (257)) break',
    why: 'left: how fast, not what; the colors of a large picture need not all be counted',
  },
  {
    file: 'src/io/pngfile.ts',
    from: 'lines[start + column] = indexOf.get(words[row * columns + column] ?? 0) ?? 0',
    to: 'lines[start + column] = indexOf.get(words[row * columns + column] ?? (1)) ?? 0',
    why: 'the same: the index is always within; the rest is for the types',
  },
  ...['.toString(36)', '.toString((35)).slice(2)', '.toString(36).slice((3))', '.toString(36).slice((1))'].map(
    (name): Known => ({
      file: 'src/io/files/atomic.ts',
      from: temporaryName('.toString(36).slice(2)'),
      to: temporaryName(name),
      why: 'the same: a name that nobody has',
    }),
  ),
  {
    file: 'src/cli/commands/batch.ts',
    from: 'const seconds = Math.round(performance.now() - began) / 1000',
    to: 'const seconds = Math.round(performance.now() - began) / (1001)',
    why: 'left: a thousandth of a time that is measured',
  },
  {
    file: 'src/figure/ground/choosescale.ts',
    from: 'const smallest = first < top ? first : top / 10',
    to: 'const smallest = first < top ? first : top / (11)',
    why: 'the same: where nothing but the highest lies above the base no scale ends there, only not at the highest either',
  },
  {
    file: 'src/figure/paths/ends.ts',
    from: 'return part.find(point => Math.hypot(point[0] - from[0], point[1] - from[1]) > distance) ?? part.at(-1) ?? from',
    to: 'return part.find(point => Math.hypot(point[0] - from[0], point[1] - from[1]) >= distance) ?? part.at(-1) ?? from',
    why: 'left: a point that is to the last bit as far away',
  },
  {
    file: 'src/figure/paths/ends.ts',
    from: 'return Array.from({ length: 20 }, (_, i) => {',
    to: 'return Array.from({ length: (21) }, (_, i) => {',
    why: 'left: a twentieth more of the way that a path is expected to take',
  },
  {
    file: 'src/render/fonts/userfont.ts',
    from: "return { kind: 'cubic', x: at(command.x), y: at(command.y), x1: x1 ?? 0, y1: y1 ?? 0, x2: x2 ?? 0, y2: y2 ?? 0 }",
    to: "return { kind: 'cubic', x: at(command.x), y: at(command.y), x1: x1 ?? (-1), y1: y1 ?? 0, x2: x2 ?? 0, y2: y2 ?? 0 }",
    why: 'the same: a cubic curve has both its handles; the rest is for the types',
  },
  {
    file: 'src/figure/animate.ts',
    from: 'const steps = max(grown.flatMap(runsOf), t => stepOf(t, pointCount(t) - 1)) ?? 0',
    to: 'const steps = max(grown.flatMap(runsOf), t => stepOf(t, pointCount(t) - 1)) ?? (1)',
    why: 'the same: an animation has a path; the rest is for the types',
  },
  {
    file: 'src/figure/ground/inks.ts',
    from: 'let best: Ink = { color: ground, share: 0, contrast: 1 }',
    to: 'let best: Ink = { color: ground, share: 0, contrast: (2) }',
    why: 'the same: an ink that has less than two is never the better one, as white or black have more than four',
  },
  {
    file: 'src/figure/ground/heatmap.ts',
    from: 'if (value < (thresholds[color - 1] ?? value) || value >= (thresholds[color] ?? Number.POSITIVE_INFINITY))',
    to: 'if (value < (thresholds[color - (0)] ?? value) || value >= (thresholds[color] ?? Number.POSITIVE_INFINITY))',
    why: 'left: how fast, not what; the search finds the same color again',
  },
  {
    file: 'src/figure/around/colorbar.ts',
    from: 'return Math.max(100 * m.unit, name === undefined ? 0 : textWidth(scaleName(name, scale), m.label, m))',
    to: 'return Math.max(100 * m.unit, name === undefined ? (1) : textWidth(scaleName(name, scale), m.label, m))',
    why: 'the same: a hundred units are more',
  },
  {
    file: 'src/figure/ground/choosescale.ts',
    from: 'return roundedOut([Math.max(arrived, Math.min(noise, top / 10)), top])',
    to: 'return roundedOut([Math.max(arrived, Math.min(noise, top / (9))), top])',
    why: 'left: how far down a curve is shown that is as low as rounding makes its heights',
  },
  {
    file: 'src/figure/paths/dots.ts',
    from: 'const most = 20_000',
    to: 'const most = (19999)',
    why: 'left: how many dots are too many to count',
  },
  {
    file: 'src/figure/paths/path.ts',
    from: 'const many = parts.reduce((sum, part) => sum + part.length, 0) > manyPoints',
    to: 'const many = parts.reduce((sum, part) => sum + part.length, 0) >= manyPoints',
    why: 'left: a point more or less of thousands, from which on what is drawn again is drawn once',
  },
  {
    file: 'src/figure/paths/path.ts',
    from: 'const many = parts.reduce((sum, part) => sum + part.length, 0) > manyPoints',
    to: 'const many = parts.reduce((sum, part) => sum + part.length, (1)) > manyPoints',
    why: 'left: a point more or less of thousands, from which on what is drawn again is drawn once',
  },
  {
    file: 'src/figure/paths/path.ts',
    from: 'const many = parts.reduce((sum, part) => sum + part.length, 0) > manyPoints',
    to: 'const many = parts.reduce((sum, part) => sum + part.length, (-1)) > manyPoints',
    why: 'left: a point more or less of thousands, from which on what is drawn again is drawn once',
  },
  {
    file: 'src/optimizers/lbfgs-b.ts',
    from: 'const along = (p: number, g: number, [low, high]: Interval) => (g < 0 ? Math.max(p - high, g) : Math.min(p - low, g))',
    to: 'const along = (p: number, g: number, [low, high]: Interval) => (g < (1) ? Math.max(p - high, g) : Math.min(p - low, g))',
    why: 'the same: where a bound holds all that is left the search has no direction, and ends there, too',
  },
  {
    file: 'src/figure/ground/palette.ts',
    from: 'const falls = (from: number, to: number) => steps.slice(from, to).every((v, i) => v > (steps[from + i + 1] ?? 0))',
    to: 'const falls = (from: number, to: number) => steps.slice(from, to).every((v, i) => v > (steps[from + i + (2)] ?? 0))',
    why: 'the same for every palette that there is',
  },
  {
    file: 'src/engine/follow/objective.ts',
    from: 'const aPart = 8192',
    to: 'const aPart = (8191)',
    why: 'left: how much is asked at once, not what',
  },
  {
    file: 'src/figure/ground/heatmap.ts',
    from: 'low: Int32Array.from(centers, c => Math.max(0, Math.floor(c))),',
    to: 'low: Int32Array.from(centers, c => Math.max(0, (c))),',
    why: 'the same: an array of integers keeps the integer part',
  },
  {
    file: 'src/optimizers/powell.ts',
    from: 'if (found.step[0] !== 0 || found.step[1] !== 0)',
    to: 'if (found.step[0] !== 0 || found.step[1] !== (1))',
    why: 'left: a search along the whole step that comes back with none',
  },
  {
    file: 'src/figure/chart.ts',
    from: "if (m.size === size || m.size === 'tiny') continue",
    to: 'if (false) continue',
    why: 'the same: what is tried a second time takes the room that it took',
  },
  {
    file: 'src/engine/compile/model/storage.ts',
    from: 'const temporary = bytes + model.length > most ? temporaryFolder(model) : undefined',
    to: 'const temporary = bytes + model.length >= most ? temporaryFolder(model) : undefined',
    why: 'left: one byte more in memory, or in a file',
  },
  {
    file: 'src/engine/follow/points.ts',
    from: 'for (let k = 0; k < kept; k++) to.values(k, values, k)',
    to: 'for (let k = (-1); k < kept; k++) to.values(k, values, k)',
    why: 'the same: what is written before the first element of a typed array is lost',
  },
  {
    file: 'src/engine/recorded.ts',
    from: 'for (let from = 0; from < values.length; from += most) {',
    to: 'for (let from = 0; from <= values.length; from += most) {',
    why: 'the same: a part of no points more',
  },
  {
    file: 'src/explore/browser/figure.ts',
    from: 'if (x !== undefined && y !== undefined) start = [x, y]',
    to: 'if (true) start = [x, y]',
    why: 'the same: what is held is always a place',
  },
  {
    file: 'src/io/recorded/parse.ts',
    from: 'if (end < 0 || !/\\S/.test(text.slice(end, end + 1000))) return /^\\s*\\[\\s*[^[{\\]]/.test(text)',
    to: 'if (end < 0 || !/\\S/.test(text.slice(end, end + (1001)))) return /^\\s*\\[\\s*[^[{\\]]/.test(text)',
    why: 'left: how much of a file is looked at',
  },
  {
    file: 'src/figure/ground/isolines.ts',
    from: 'let to = rows - 1',
    to: 'let to = rows - (0)',
    why: 'the same: a row beyond the last leaves no level',
  },
  {
    file: 'src/optimizers/user/rule.ts',
    from: 'const { gradients, hessianVectors } = rehearse(step(structure), keys, names, 1)',
    to: 'const { gradients, hessianVectors } = rehearse(step(structure), keys, names, (2))',
    why: 'the same: what the first step asks is counted',
  },
  {
    file: 'src/figure/paths/ends.ts',
    from: 'const aside = [0, 0.5, -0.5, 1, -1, 1.5, -1.5, 2, -2].map(',
    to: 'const aside = [0, 0.5, -0.5, 1, -1, 1.5, -1.5, 2, -(1)].map(',
    why: 'left: the last of nine places that are tried',
  },
  {
    file: 'src/optimizers/stableadamw.ts',
    from: 'yield { lr, fresh1, fresh2, old2: 1 - fresh2, eps, floor: eps ** 2, weight_decay }',
    to: 'yield { lr, fresh1, fresh2, old2: 1 - fresh2, eps, floor: eps ** (3), weight_decay }',
    why: 'left: seen alone where gradients are smaller than eps, 1e-8',
  },
  {
    file: 'src/figure/compose.ts',
    from: 'return below > 0.2 ? ink : white',
    to: 'return below >= 0.2 ? ink : white',
    why: 'left: on a ground of just that luminance both read alike',
  },
  {
    file: 'src/optimizers/parts/more-thuente.ts',
    from: '{ c1, c2, least = 1e-100, most = 1e100, narrow = 1e-14, attempts = 100, lenient = false }: Conditions,',
    to: '{ c1, c2, least = 1e-100, most = 1e100, narrow = 1e-14, attempts = (99), lenient = false }: Conditions,',
    why: 'left: how often a search that comes to nothing is tried',
  },
  {
    file: 'src/figure/panels.ts',
    from: 'const name = fitWording(wordings, style.width - m.margin - box.left, size, m)',
    to: 'const name = fitWording(wordings, style.width + m.margin - box.left, size, m)',
    why: 'left: a name above a panel that would end between a margin and the edge of the page',
  },
]

/** The word for a mutant that was looked at. */
export function wordFor(mutant: Omit<Known, 'why'>): string | undefined {
  return known.find(({ file, from, to }) => file === mutant.file && from === mutant.from && to === mutant.to)?.why
}
