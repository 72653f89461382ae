// How many claims tell of each day
// A row for each year: lines of a day and a number, in order. Days of incidents that claims are about count, too.
MATCH (kept:Sum {key: 'days'})
UNWIND split(kept.rows, ' ') AS year
WITH 'days ' + year AS key
MATCH (days:Sum {key: key})
RETURN days.rows AS days
ORDER BY key
