import { functions } from '../../functions/index.js'
import { optimizers } from '../../optimizers/index.js'
import { alike, nearest } from '../../words/nearest.js'

/**
 * What other tools call a setting (torchopt, PyTorch, SciPy, Matplotlib, and plain English): on the left what it is here, as a
 * flag has it but for the dashes, on the right the words for it. A word stands once, and is no setting itself.
 */
const called: readonly (readonly [here: string, elsewhere: string])[] = [
  ['optim', 'optimizer optimiser optimizers opt algorithm algo solver method'],
  ['path', 'trajectory trajectories trace recording recorded track csv'],
  ['label', 'legend-label'],
  ['fn', 'function functions func fun f test-function test-fn problem surface objective-function benchmark'],
  ['expr', 'expression formula equation'],
  ['optim-module', 'optimizer-module optimizer-file optim-file'],
  ['optim-command', 'command cmd optimizer-command optim-cmd program exec'],
  ['optim-timeout', 'timeout patience'],
  ['fn-data', 'data grid-file grid-data npy data-file'],
  ['fn-module', 'module function-file fn-file'],
  ['param KEY=VALUE', 'parameter parameters params fn-param fn-params args'],
  [
    'set KEY=VALUE',
    'hparam hparams hyper hyperparam hyperparams hyperparameter hyperparameters opt-hparams kwargs option',
  ],
  ['lr', 'learning-rate learn-rate rate eta step-size stepsize'],
  ['schedule', 'scheduler schedulers lr-scheduler lr-schedule lrs decay-schedule annealing'],
  ['schedule cosine', 'cosine cosine-annealing'],
  ['schedule onecycle', 'onecycle one-cycle'],
  ['schedule warmup', 'warm-up warmup warmup-steps'],
  ['until', 'stop stop-when stopping stopping-criterion target goal early-stopping'],
  ['until f<1e-6', 'ftol f-tol tol ftarget'],
  ['until grad<1e-6', 'gtol g-tol'],
  ['until step<1e-6', 'xtol x-tol'],
  ['batch-size', 'bs batch minibatch mini-batch minibatch-size batchsize'],
  ['noise', 'sigma gradient-noise grad-noise noise-std noise-scale stochastic'],
  ['steps', 'step iterations iteration iters iter niter n-iter n-iters num-iter num-iters num-iterations nit maxit'],
  ['steps', 'max-iter max-iters max-iterations epochs epoch n-epochs num-epochs n-steps num-steps max-steps length n'],
  ['budget', 'evaluations evals n-evals num-evals max-eval max-evals nfev max-nfev maxfev maxfun function-evaluations'],
  [
    'start',
    'x0 y0 xy0 p0 init initial initial-point initial-guess initial-position starting-point start-point begin from',
  ],
  ['start', 'start-position origin guess'],
  ['start random', 'random random-start random-init'],
  ['seed', 'random-seed random-state rng rng-seed'],
  ['domain XMIN,XMAX,YMIN,YMAX', 'xlim ylim xlims ylims x-range y-range range limits lim extent bbox window region'],
  ['domain XMIN,XMAX,YMIN,YMAX', 'xmin xmax ymin ymax'],
  ['bounds', 'box constraint constraints constrain clip clamp project projection feasible-set'],
  ['view all', 'show-all fit autoscale'],
  ['size WxH', 'figsize fig-size figure-size image-size width height w h dimensions dims geometry shape'],
  ['dpi', 'ppi dots-per-inch'],
  ['scale', 'density pixel-ratio device-pixel-ratio zoom'],
  ['font', 'font-file fontfile typeface font-family fontfamily font-name ttf otf'],
  ['palette', 'cmap colormap colourmap colors colours color-palette color-scheme bg-palette gradient'],
  ['theme', 'style look stylesheet style-sheet'],
  ['theme dark', 'dark dark-mode'],
  ['text', 'font-size fontsize text-size font-scale'],
  ['transparent', 'no-background transparency'],
  ['levels', 'color-levels color-steps n-levels num-levels bins bg-z-breaks'],
  ['resolution', 'grid grid-size grid-points n-grid n-points num-points points mesh meshgrid samples bg-xy-breaks'],
  ['objective log | color-scale log', 'log'],
  ['color-scale log', 'log-scale log-color log-colors log-norm lognorm norm logz'],
  ['color-scale symlog', 'symlog sym-log symlog-norm symmetric-log sym-log-norm'],
  ['value-range LO,HI', 'vmin vmax clim zlim z-range zmin zmax cmin cmax color-range color-limits'],
  ['background', 'bg'],
  ['background bands', 'contourf filled filled-contours'],
  ['smooth', 'smoothing interpolate interpolation antialias shading'],
  ['contours', 'contour contour-levels n-contours num-contours isolines isoline ct-levels'],
  ['contours 0', 'no-contours no-contour no-isolines'],
  ['contour-labels', 'clabel clabels labels label-contours ct-labels level-labels'],
  ['contour-color', 'ct-color isoline-color'],
  ['line-color', 'color colour ln-color'],
  ['path-color step', 'color-by color-by-step time-color gradient-line shade-by-step'],
  ['line-width', 'lw thickness stroke-width path-width ln-weight line-weight'],
  ['start-color', 'pt-start-color'],
  ['end-color', 'pt-end-color'],
  ['title', 'caption heading main suptitle'],
  ['no-title', 'without-title hide-title'],
  ['no-axes', 'no-axis no-ticks hide-axes axes-off axis-off'],
  ['no-colorbar', 'no-cbar no-colourbar no-legend hide-colorbar'],
  ['no-minima', 'no-minimum hide-minima'],
  ['bare', 'minimal clean tight'],
  ['aspect equal', 'equal square axis-equal'],
  ['panel loss', 'loss losses loss-curve curve history convergence plot-loss'],
  ['show population', 'show-population show-simplex swarm simplex particles'],
  ['loss-x', 'loss-axis x-axis'],
  ['loss-scale log', 'log-loss loss-log logy log-y semilogy yscale y-scale'],
  ['fps', 'framerate frame-rate frames-per-second'],
  ['every', 'plot-each-step each-step stride frame-every save-every interval'],
  ['out', 'output outfile output-file save savefig save-as save-to dest destination filename file'],
  ['out', 'outdir output-dir dir directory folder'],
  ['format', 'type fmt ext extension output-format filetype'],
  ['format gif', 'gif animate animated animation movie'],
  ['format svg', 'svg vector'],
  ['format png', 'png'],
  ['format csv', 'csv data'],
  ['backend', 'device'],
  ['backend cpu', 'cpu no-gpu no-native'],
  ['backend native', 'native gpu tensorflow'],
  ['scan', 'grid-search vary space'],
  ['metric', 'criterion score'],
  ['starts', 'restarts n-starts num-starts random-starts'],
  ['repeat', 'repeats repetitions replicates trials seeds n-seeds num-seeds n-repeats n-runs n-trials'],
  ['draw-best', 'best-path plot-best'],
  ['config', 'config-file conf settings'],
  ['quiet', 'silent no-summary'],
  ['verbose', 'debug'],
  ['jobs', 'workers n-jobs parallel threads processes'],
  ['force', 'overwrite'],
  ['check', 'verify'],
  ['report', 'junit junit-xml'],
  ['set weight_decay', 'wd decay'],
  ['set momentum', 'mu'],
  ['set eps', 'epsilon'],
  ['set beta1', 'b1'],
  ['set beta2', 'b2'],
  ['set beta1 | set beta2', 'betas'],
]

/** A setting that a word may mean, by its name among those known; of `set` and `param` also the key, of others what to say. */
export interface Meaning {
  readonly setting: string
  readonly value?: string
}

const hyperparameters = [...new Set(optimizers.flatMap(optimizer => Object.keys(optimizer.hyperparameters)))]
const parameters = [...new Set(functions.flatMap(fn => Object.keys(fn.parameters ?? {})))]
/** What other tools call settings. */
export const namesElsewhere = called.flatMap(([, elsewhere]) => elsewhere.split(' '))

/**
 * What somebody may mean by a word that is no setting, of the settings that are known there (in kebab case): another spelling,
 * what other tools call it, a hyperparameter, a parameter of a function, or else whatever is nearest. Of what `optim` has
 * itself nothing is left out.
 */
export function meaningsOf(word: string, known: readonly string[], optim?: string): readonly Meaning[] {
  const exact = exactMeanings(word, known, optim)
  if (exact.length > 0 || word.length < 3) return exact
  // A letter is near to anything that is short.
  const all = [...known, ...[...namesElsewhere, ...hyperparameters, ...parameters].filter(({ length }) => length > 3)]
  const [begun, other] = known.filter(name => name.startsWith(word.toLowerCase()))
  const near = begun !== undefined && other === undefined ? begun : nearest(word, all)
  return near === undefined ? [] : exactMeanings(near, known, optim)
}

function exactMeanings(word: string, known: readonly string[], optim?: string): readonly Meaning[] {
  // What is there unless it is taken away has a flag for that alone.
  const own = alike(word, known) ?? alike(`no-${word}`, known)
  if (own !== undefined) return [{ setting: own }]
  const elsewhere = alike(word, namesElsewhere)
  const said = called.filter(([, theirs]) => elsewhere !== undefined && theirs.split(' ').includes(elsewhere))
  const renamed = said.flatMap(([here]) => here.split(' | ').map(meaning))
  const key = alike(word, hyperparameters)
  const has = optimizers.some(
    ({ name, hyperparameters: h }) => name === optim && key !== undefined && Object.hasOwn(h, key),
  )
  const parameter = alike(word, parameters)
  const meant = [
    ...renamed,
    ...(key !== undefined && (renamed.length === 0 || has) ? [{ setting: 'set', value: key }] : []),
    ...(parameter !== undefined ? [{ setting: 'param', value: parameter }] : []),
  ]
  return meant.filter(({ setting }) => known.includes(setting))
}

function meaning(here: string): Meaning {
  const [setting = '', value] = here.split(' ')
  return value === undefined ? { setting } : { setting, value }
}

/** A meaning as flags have it; `given` is the value that stood there: `--set momentum=0.9`. */
export function asFlag({ setting, value }: Meaning, given = 'VALUE'): string {
  if (value === undefined) return `--${setting}`
  return isKey(setting, value) ? `--${setting} ${value}=${given}` : `--${setting} ${value}`
}

/** A meaning as files have it: `set: { momentum: … }`. */
export function asEntry({ setting, value }: Meaning): string {
  if (value === undefined || /[A-Z]/.test(value)) return `"${setting}"`
  return isKey(setting, value) ? `"${setting}: { ${value}: … }"` : `"${setting}: ${value}"`
}

/** Whether what is set is a key, not yet a key with a value. */
function isKey(setting: string, value: string): boolean {
  return (setting === 'set' || setting === 'param') && !value.includes('=')
}

/** `; did you mean this or that?`; nothing where nothing is meant. */
export function didYouMean(meanings: readonly string[]): string {
  return meanings.length === 0 ? '' : `; did you mean ${meanings.join(' or ')}?`
}

/** What there is to say of a key that is no setting. */
export function unknownSetting(key: string, known: readonly string[], what = 'setting'): string {
  return `unknown ${what} "${key}"${didYouMean(meaningsOf(key, known).map(asEntry))}`
}

/** The hyperparameters that a word may mean, of those that an optimizer has. */
export function hyperparametersMeant(word: string, known: readonly string[]): readonly string[] {
  return meaningsOf(word, ['set', 'lr']).flatMap(({ setting, value }) => {
    const key = setting === 'set' ? value : setting
    return key !== undefined && known.includes(key) ? [key] : []
  })
}
