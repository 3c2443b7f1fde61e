/**
 * One state, changed by events only; whoever looks is told after each change.
 *
 * @template State, Event
 */
export class Store {
  /**
   * @param {(state: State, event: Event) => State} reduce
   * @param {State} state
   */
  constructor(reduce, state) {
    this.reduce = reduce;
    this.state = state;
    /** @type {((state: State) => void)[]} */
    this.watchers = [];
  }

  /** @param {Event} event */
  tell = (event) => {
    const before = this.state;
    this.state = this.reduce(before, event);
    if (this.state !== before) {
      for (const watch of this.watchers) {
        watch(this.state);
      }
    }
  };

  /** @param {(state: State) => void} watch */
  watch(watch) {
    this.watchers.push(watch);
    watch(this.state);
  }
}
