import type { TestFunction } from './types.js'

export const flower: TestFunction = {
  name: 'flower',
  title: 'Flower',
  group: 'undefined places',
  formula: 'f(x, y) = sqrt(x² + y²) + sin(4 atan2(y, x))',
  reference: 'S. Keydana, “torch optimizers: torchopt”, Posit AI Blog, 2022',
  notes:
    'No minimum: the infimum −1 is approached as r → 0 along θ = 3π/8 + kπ/2; f(0, 0) = 0 and |gradient| ≈ 4/r near it.',
  evaluate: (m, x, y) => m.add(m.sqrt(m.add(m.square(x), m.square(y))), m.sin(m.mul(m.atan2(y, x), 4))),
  domain: { x: [-3, 3], y: [-3, 3] },
  start: [20, 20],
  minima: [],
  smooth: false,
}
