import { transcript } from '../transcript.js'

/** f(x) = x² + 4 y²: SGD takes x to (1 − 2 lr) x and y to (1 − 8 lr) y. */
const bowl = "--expr 'x^2 + 4*y^2' --start 1,0.5 --backend cpu -f csv"

transcript('runs', [
  `run ${bowl} --optim sgd --lr 0.25 --steps 4 -o a.csv`,
  `run ${bowl} --optim sgd --lr 0.25 --steps 4 -o a.csv -v`,
  `run ${bowl} --optim sgd --lr 0.25 --steps 4 -o a.csv --json`,
  `run ${bowl} --optim sgd --lr 0.25 --steps 2 -o -`,
  `run ${bowl} --optim sgd --lr 0.25 --steps 2 -o - -q`,
  `run ${bowl} --optim sgd --lr 0.25 --steps 20 --until 'f<1e-3' -o a.csv`,
  `run ${bowl} --optim sgd --lr 0.01 --steps 2 --until 'f<1e-3' -o a.csv --strict`,
  `run ${bowl} --optim sgd --lr 1e30 --steps 5 -o a.csv --strict`,
  `run ${bowl} --optim sgd --lr 0.2 --steps 40 -o a.csv`,
  `run ${bowl} --optim sgd --lr 0.2 --budget 5 -o a.csv`,
  `run ${bowl} --optim lbfgs --steps 3 -o a.csv --json`,
  `run ${bowl} --optim sgd --lr 0.125 --noise 0.5 --repeat 4 --steps 3 -o a.csv`,
  `run ${bowl} --optim sgd --lr 0.125 --noise 0.5 --repeat 4 --steps 3 -o a.csv --until 'f<0.1' --json`,
  `run ${bowl} --optim sgd --lr 0.125 --schedule step:step_size=2:gamma=0.5 --steps 4 -o -`,
  `run ${bowl} --optim sgd --lr 0.25 --steps 2 --bounds=-inf,2,0.25,1 -o a.csv`,
  `compare ${bowl} --optim sgd:lr=0.125 --optim sgd:lr=0.25:momentum=0.5 --steps 4 -o c.csv`,
  `compare ${bowl} --optim sgd:lr=0.125,0.25 --optim lbfgs --steps 4 -o c.csv`,
  `compare ${bowl} --optim sgd:lr=0.125,0.25 --steps 2 -o -`,
  `compare ${bowl} --optim sgd:lr=0.125,0.25 --steps 2 -o c.csv --json`,
  `compare ${bowl} --optim sgd:lr=0.125,0.25,1e30 --until 'f<0.01' --steps 9 -o c.csv`,
  `compare ${bowl} --optim sgd:lr=0.125,0.25 --noise 0.1 --repeat 3 --steps 4 -o c.csv`,
  `compare ${bowl} --optim sgd:lr=0.25 --path c.csv --steps 2 -o d.csv`,
  `sweep ${bowl} --optim sgd --scan lr=0.0625,0.125,0.25,1e30 --steps 3 -o s.csv`,
  'cat s.csv',
  `sweep ${bowl} --optim sgd --scan lr=0.125,0.25 --scan momentum=0,0.5 --steps 3 --metric steps-to=0.1 -o s.csv`,
  `sweep --fn sphere --backend cpu -f csv --optim sgd --scan lr=0.125,0.25 --steps 3 --starts 3 -o s.csv --json`,
  `sweep ${bowl} --optim sgd --scan lr=0.125,0.25 --steps 3 --draw-best best.csv -o s.csv`,
  `sweep --fn himmelblau --backend cpu --optim gd-exact --scan start --resolution 4 --steps 30 -o b.csv`,
  `sweep --fn sphere --backend cpu --optim sgd --lr 0.25 --scan start --resolution 3 --steps 3 -o b.csv --json`,
  `sweep --fn sphere --backend cpu --optim sgd --lr 1e30 --scan start --resolution 3 --steps 3 -o b.csv`,
  'ls',
])
