/** The formats, and what each holds. */
export const formats = {
  png: 'the figure as pixels; size × scale; the recipe inside',
  svg: 'the figure as shapes and text; the recipe inside',
  pdf: 'the figure as a page of shapes and text; the recipe inside',
  gif: 'the path growing; the recipe inside',
  mp4: 'the path growing, as a film; needs ffmpeg; the recipe inside',
  webm: 'the path growing, as a film; needs ffmpeg; the recipe inside',
  webp: 'the path growing, in its exact colors; needs ffmpeg; the recipe inside',
  json: 'what was run, how it ended, every point and value',
  csv: 'step,x,y,value: one line a point',
} as const

export type Format = keyof typeof formats

/** Those that move. */
export const moving = ['gif', 'mp4', 'webm', 'webp'] as const satisfies readonly Format[]

/** Those that ffmpeg makes. */
export const films = ['mp4', 'webm', 'webp'] as const satisfies readonly Format[]

export type FilmFormat = (typeof films)[number]

export function isFilm(format: Format): format is FilmFormat {
  return films.some(film => film === format)
}

export const formatNames = Object.keys(formats) as readonly Format[]

/** Those whose files hold the recipe, too. */
export const formatsWithRecipe: readonly Format[] = formatNames.filter(format => format !== 'csv')
