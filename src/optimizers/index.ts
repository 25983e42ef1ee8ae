import { a2grad } from './a2grad.js'
import { accsgd } from './accsgd.js'
import { adabelief, adabeliefTorchopt } from './adabelief.js'
import { adabound } from './adabound.js'
import { adadelta } from './adadelta.js'
import { adafactor } from './adafactor.js'
import { adagrad } from './adagrad.js'
import { adahessian } from './adahessian.js'
import { adai } from './adai.js'
import { adam, adamwPyTorch } from './adam.js'
import { adamax } from './adamax.js'
import { adamod } from './adamod.js'
import { adamp } from './adamp.js'
import { adamw } from './adamw.js'
import { adan } from './adan.js'
import { adasmooth } from './adasmooth.js'
import { ademamix } from './ademamix.js'
import { adopt } from './adopt.js'
import { aggmo } from './aggmo.js'
import { apollo } from './apollo.js'
import { asgd } from './asgd.js'
import { barzilaiBorwein } from './barzilai-borwein.js'
import { basinHopping } from './basin-hopping.js'
import { bfgs } from './bfgs.js'
import { came } from './came.js'
import { cautiousAdamw } from './cautious-adamw.js'
import { cg } from './cg.js'
import { cmaEs } from './cma-es.js'
import { cocob } from './cocob.js'
import { dadaptAdam } from './dadapt-adam.js'
import { differentialEvolution } from './differential-evolution.js'
import { diffgrad } from './diffgrad.js'
import { dog, dowg } from './dog.js'
import { dualAnnealing } from './dual-annealing.js'
import { ftrl } from './ftrl.js'
import { gdArmijo } from './gd-armijo.js'
import { gdExact } from './gd-exact.js'
import { grams } from './grams.js'
import { lamb } from './lamb.js'
import { laprop } from './laprop.js'
import { lars } from './lars.js'
import { lbfgs, lbfgsRTorch } from './lbfgs.js'
import { lbfgsB } from './lbfgs-b.js'
import { lion } from './lion.js'
import { lookaheadAdam, ranger } from './lookahead.js'
import { madgrad } from './madgrad.js'
import { mars } from './mars.js'
import { mechanicAdam, mechanicSgd } from './mechanic.js'
import { momo, momoAdam } from './momo.js'
import { nadam, nadamTorchopt, nadamw } from './nadam.js'
import { nelderMead } from './nelder-mead.js'
import { newton } from './newton.js'
import { newtonCg } from './newton-cg.js'
import { novograd } from './novograd.js'
import { padam } from './padam.js'
import { particleSwarm } from './particle-swarm.js'
import { pid } from './pid.js'
import { polyak } from './polyak.js'
import { powell } from './powell.js'
import { prodigy } from './prodigy.js'
import { qhadam } from './qhadam.js'
import { qhm } from './qhm.js'
import { radam } from './radam.js'
import { rmsprop } from './rmsprop.js'
import { rprop } from './rprop.js'
import { samAdam, samSgd } from './sam.js'
import { scheduleFreeAdamw, scheduleFreeSgd } from './schedulefree.js'
import { sgd } from './sgd.js'
import { sgdp } from './sgdp.js'
import { sgdw } from './sgdw.js'
import { sgld } from './sgld.js'
import { adagradFull, shampoo } from './shampoo.js'
import { signsgd, signum, tiger } from './signsgd.js'
import { soap } from './soap.js'
import { sophia } from './sophia.js'
import { stableAdamw } from './stableadamw.js'
import { swats, swatsTorchopt } from './swats.js'
import { trustDogleg } from './trust-dogleg.js'
import { trustNcg } from './trust-ncg.js'
import type { Procedure, UpdateRule } from './types.js'
import { yogi, yogiTorchopt } from './yogi.js'

/** Every optimizer; help, errors, completion and docs derive from this list. */
export const optimizers: readonly (UpdateRule | Procedure)[] = [
  a2grad,
  accsgd,
  adabelief,
  adabeliefTorchopt,
  adabound,
  adadelta,
  adafactor,
  adagrad,
  adagradFull,
  adahessian,
  adai,
  adam,
  adamax,
  adamod,
  adamp,
  adamw,
  adamwPyTorch,
  adan,
  adasmooth,
  ademamix,
  adopt,
  aggmo,
  apollo,
  asgd,
  barzilaiBorwein,
  basinHopping,
  bfgs,
  came,
  cautiousAdamw,
  cg,
  cmaEs,
  cocob,
  dadaptAdam,
  differentialEvolution,
  diffgrad,
  dog,
  dowg,
  dualAnnealing,
  ftrl,
  gdArmijo,
  gdExact,
  grams,
  lamb,
  laprop,
  lars,
  lbfgs,
  lbfgsB,
  lbfgsRTorch,
  lion,
  lookaheadAdam,
  madgrad,
  mars,
  mechanicAdam,
  mechanicSgd,
  momo,
  momoAdam,
  nadam,
  nadamTorchopt,
  nadamw,
  nelderMead,
  newtonCg,
  newton,
  novograd,
  padam,
  particleSwarm,
  pid,
  polyak,
  powell,
  prodigy,
  qhadam,
  qhm,
  radam,
  ranger,
  rmsprop,
  rprop,
  samAdam,
  samSgd,
  scheduleFreeAdamw,
  scheduleFreeSgd,
  sgd,
  sgdp,
  sgdw,
  sgld,
  shampoo,
  signsgd,
  signum,
  soap,
  sophia,
  stableAdamw,
  swats,
  swatsTorchopt,
  tiger,
  trustDogleg,
  trustNcg,
  yogi,
  yogiTorchopt,
]
