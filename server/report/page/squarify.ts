export interface Rectangle {
  x: number;
  y: number;
  width: number;
  height: number;
}

/**
 * Rectangles of these areas, given largest first, that fill the frame and are near to squares (Bruls, Huizing, van Wijk:
 * Squarified Treemaps, 2000). Areas are of any unit; each must be greater than nothing.
 */
export function squarify(areas: readonly number[], width: number, height: number): Rectangle[] {
  const sum = areas.reduce((all, area) => all + area, 0);
  const scale = sum > 0 ? (width * height) / sum : 0;
  const placed: Rectangle[] = [];
  let frame: Rectangle = { x: 0, y: 0, width, height };
  let row: number[] = [];
  for (const area of areas.map(size => size * scale)) {
    const side = Math.min(frame.width, frame.height);
    if (row.length > 0 && worst([...row, area], side) > worst(row, side)) {
      frame = place(row, frame, placed);
      row = [];
    }
    row.push(area);
  }
  if (row.length > 0) place(row, frame, placed);
  return placed;
}

/** How far the longest rectangle of a row is from a square. */
function worst(row: readonly number[], side: number): number {
  const sum = row.reduce((all, area) => all + area, 0);
  return Math.max((side ** 2 * Math.max(...row)) / sum ** 2, sum ** 2 / (side ** 2 * Math.min(...row)));
}

/** Lays a row along the shorter side; the result is what is left of the frame. */
function place(row: readonly number[], frame: Rectangle, placed: Rectangle[]): Rectangle {
  const { x, y, width, height } = frame;
  const sum = row.reduce((all, area) => all + area, 0);
  const isColumn = width >= height;
  const depth = sum / Math.max(isColumn ? height : width, Number.EPSILON);
  let along = isColumn ? y : x;
  for (const area of row) {
    const length = area / Math.max(depth, Number.EPSILON);
    placed.push(
      isColumn ? { x, y: along, width: depth, height: length } : { x: along, y, width: length, height: depth },
    );
    along += length;
  }
  return isColumn
    ? { x: x + depth, y, width: Math.max(0, width - depth), height }
    : { x, y: y + depth, width, height: Math.max(0, height - depth) };
}
