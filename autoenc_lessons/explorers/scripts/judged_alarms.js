// What the alarms of a series are worth: as `series.found`, `false_days` and `point_adjusted` count them.
const DAY = 24;
const judgeOf = ({faults, after, values}) => {
  const dayOf = hour => Math.floor(hour / DAY), isFault = values.map(() => false), count = are => are.filter(is => is).length;
  faults.forEach(({start, stop}) => isFault.fill(true, start, stop));
  // An alarm on the day after a fault is not false.
  const excused = new Set(faults.flatMap(({start, stop}) => [start, stop - 1].flatMap(hour => [dayOf(hour), dayOf(hour) + 1])));
  const f1 = rings => 2 * count(rings.map((is, hour) => is && isFault[hour])) / (count(rings) + count(isFault));
  return (hours, threshold) => {
    const rings = hours.map(value => value > threshold), adjusted = [...rings];
    const found = faults.map(({start, stop}) => rings.slice(start, stop + after).includes(true));
    faults.forEach(({start, stop}) => adjusted.fill(rings.slice(start, stop).includes(true), start, stop));
    const days = [...new Set(rings.flatMap((is, hour) => is ? [dayOf(hour)] : []))];
    return {rings, found, days, vain: days.filter(day => !excused.has(day)), hourly: f1(rings), adjusted: f1(adjusted)};
  };
};
