/** Collections that several entries follow, by definition, domain or both. */
export const library = 'Surjanovic & Bingham, Virtual Library of Simulation Experiments, sfu.ca/~ssurjano'
export const survey = 'Jamil & Yang 2013, arXiv:1308.4008'
export const wikipedia = 'Wikipedia, “Test functions for optimization”'
