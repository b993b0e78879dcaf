// The verbs about lectures. The built command has them in a bundle of their own, which is read when one of them is asked
// for: its build puts a file of its own in the place of this one (build-late.mjs).

export { check } from './check.js';
export { explainProgram } from './explain.js';
