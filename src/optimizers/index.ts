import { a2grad } from './a2grad.js'
import { accsgd } from './accsgd.js'
import { adamod } from './adamod.js'
import { adamp } from './adamp.js'
import { adamw } from './adamw.js'
import { adan } from './adan.js'
import { adasmooth } from './adasmooth.js'
import { ademamix } from './ademamix.js'
import { adopt } from './adopt.js'
import { aggmo } from './aggmo.js'
import { apollo } from './apollo.js'
import { cautiousAdamw } from './cautious-adamw.js'
import { dadaptAdam } from './dadapt-adam.js'
import { diffgrad } from './diffgrad.js'
import { ftrl } from './ftrl.js'
import { grams } from './grams.js'
import { lamb } from './lamb.js'
import { laprop } from './laprop.js'
import { lars } from './lars.js'
import { lbfgs, lbfgsRTorch } from './lbfgs.js'
import { lion } from './lion.js'
import { mars } from './mars.js'
import { novograd } from './novograd.js'
import { padam } from './padam.js'
import { pid } from './pid.js'
import { prodigy } from './prodigy.js'
import { qhm } from './qhm.js'
import { scheduleFreeAdamw, scheduleFreeSgd } from './schedulefree.js'
import { sgdp } from './sgdp.js'
import { sgdw } from './sgdw.js'
import { signsgd, signum, tiger } from './signsgd.js'
import { sophia } from './sophia.js'
import type { Optimizer } from './types.js'

/** Every optimizer; help, errors, completion and docs derive from this list. */
export const optimizers: readonly Optimizer[] = [
  adamw,
  lbfgs,
  lbfgsRTorch,
  a2grad,
  accsgd,
  adamod,
  adamp,
  adan,
  adasmooth,
  ademamix,
  adopt,
  aggmo,
  apollo,
  cautiousAdamw,
  dadaptAdam,
  diffgrad,
  ftrl,
  grams,
  lamb,
  laprop,
  lars,
  lion,
  mars,
  novograd,
  padam,
  pid,
  prodigy,
  qhm,
  scheduleFreeAdamw,
  scheduleFreeSgd,
  sgdp,
  sgdw,
  signsgd,
  signum,
  tiger,
  sophia,
]
