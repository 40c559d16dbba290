export { changePerson } from './change-person';
export { createFirstAdmin, createPerson, isFirstRun } from './create-person';
export { listPeople } from './list-people';
export { removePerson } from './remove-person';
